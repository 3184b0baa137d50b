import GeoFiles
import Grid
import Learning
import Pixels
import Reporting
import Segmentation
import Spectral

extension JudgedScenes {
  /// The blocks in which most went wrong, as pictures; only these are read
  /// from the mosaics again.
  func worstPlaces(_ plan: JobPlan) throws -> [EvaluationReport.Place] {
    let worst = judgements.reduce(into: WorstSketches()) { $0.merge($1.worst) }
    return try worst.places.map { judged, sketch in
      let scene = scenes[judged.block.scene]
      return EvaluationReport.Place(
        name: name(of: judged.block, window: sketch.window), pixels: judged.matrix.total,
        errorPixels: judged.errorCount, meanIntersectionOverUnion: judged.meanIntersectionOverUnion,
        imagePNG: try ScenePicture(scene, plan: plan).png(of: sketch),
        truthPNG: try png(sketch.truth, size: sketch.size),
        predictionPNG: try png(sketch.prediction, size: sketch.size))
    }
  }

  private func name(of block: BlockID, window: PixelWindow) -> String {
    let scene = scenes[block.scene]
    switch scene.blocks {
    case .whole: return scene.name
    case .fields: return "\(scene.name), \(scene.fields[block.number].id)"
    case .grid:
      return "\(scene.name), columns \(window.columns.lowerBound) to \(window.columns.upperBound - 1),"
        + " rows \(window.rows.lowerBound) to \(window.rows.upperBound - 1)"
    }
  }

  /// Classes in the legend's colours; no class is transparent.
  private func png(_ classes: [ClassCode], size: PixelSize) throws -> [UInt8] {
    var pixels = [UInt8](repeating: 0, count: size.pixelCount * 4)
    let colors = Dictionary(uniqueKeysWithValues: legend.entries.map { ($0.code, $0.color) })
    for (place, code) in classes.enumerated() {
      guard let color = colors[code] else { continue }
      for (channel, value) in [color.red, color.green, color.blue, 255].enumerated() {
        pixels[place * 4 + channel] = value
      }
    }
    return try FlightPictures.png(pixels, size: size)
  }
}

/// Pictures of a scene's pixels.
struct ScenePicture {
  private let scene: LearningScene
  private let roles: [BandRole]
  private let distinct: [BandRole]

  init(_ scene: LearningScene, plan: JobPlan) {
    self.scene = scene
    let preparation = FlightPreparation(
      job: plan, candidate: FlightCandidate(name: scene.name, date: nil, files: .bands([:])))
    roles = preparation.pictureRoles(scene.bands)
    distinct = roles.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The window of a sketch, shrunk by means; transparent without data.
  func png(of sketch: BlockSketch) throws -> [UInt8] {
    let means = try means(of: sketch)
    let pixels = FlightPictures.stretched(
      roles.compactMap { role in distinct.firstIndex(of: role).map { means[$0] } },
      isNatural: roles == [.red, .green, .blue], size: sketch.size)
    return try FlightPictures.png(pixels, size: sketch.size)
  }

  /// The mean of each band in each cell; NaN where the mosaic holds nothing.
  private func means(of sketch: BlockSketch) throws -> [[Float]] {
    let reader = try SceneReader(scene, roles: distinct)
    let planes = WindowPlanes(count: distinct.count)
    var sums = distinct.map { _ in [Float](repeating: 0, count: sketch.size.pixelCount) }
    var counts = [Float](repeating: 0, count: sketch.size.pixelCount)
    let (window, factor) = (sketch.window, sketch.factor)
    let height = max(1, 64 / factor) * factor
    for start in stride(from: window.rows.lowerBound, to: window.rows.upperBound, by: height) {
      let strip = PixelWindow(
        columns: window.columns, rows: start..<min(start + height, window.rows.upperBound))
      try reader.readBands(strip, into: planes)
      for row in strip.rows {
        let line = (row - window.rows.lowerBound) / factor * sketch.size.width
        for offset in 0..<strip.width {
          let source = planes.index(row: row, column: strip.columns.lowerBound + offset)
          guard !planes[0][source].isNaN else { continue }
          let cell = line + offset / factor
          counts[cell] += 1
          for band in distinct.indices { sums[band][cell] += planes[band][source] }
        }
      }
    }
    return sums.map { zip($0, counts).map { $1 > 0 ? $0 / $1 : .nan } }
  }
}
