import Foundation
import GeoFiles
import Grid
import JobDefinition
import Pixels
import TestSupport

@testable import Batch

/// Scenes with known truth, and a job that learns from them.
struct LearningBench {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  /// Writes a mosaic of pixels of 10 cm in UTM zone 32N.
  func writeMosaic(
    _ name: String, size: PixelSize, bands: Int = 2,
    value: (_ band: Int, _ column: Int, _ row: Int) -> Float
  ) throws {
    let writer = try MosaicWriter(
      path: path(name), size: size, bands: (1...bands).map { BandDescription(number: $0) },
      sampleType: .float32, transform: Self.transform, crsWKT: CoordinateSystem(userInput: "EPSG:32632").wkt,
      format: MosaicFormat(tileSize: 64))
    for row in 0..<size.height {
      let line = (0..<bands).flatMap { band in (0..<size.width).map { value(band, $0, row) } }
      try line.withUnsafeBytes { try writer.append(planes: $0) }
    }
    try writer.finish()
  }

  /// Writes codes as a raster of the same grid.
  func writeLabels(
    _ name: String, size: PixelSize, code: (_ column: Int, _ row: Int) -> ClassCode
  ) throws {
    let writer = try MosaicWriter(
      path: path(name), size: size, bands: [BandDescription(number: 1, nodata: 255)], sampleType: .uint8,
      transform: Self.transform, crsWKT: CoordinateSystem(userInput: "EPSG:32632").wkt,
      format: MosaicFormat(tileSize: 64))
    for row in 0..<size.height {
      let line = (0..<size.width).map { code($0, row) }
      try line.withUnsafeBytes { try writer.append(planes: $0) }
    }
    try writer.finish()
  }

  private static let transform = GeoTransform(
    originX: 500_000, columnX: 0.1, rowX: 0, originY: 5_300_000, columnY: 0, rowY: -0.1)

  /// A run of a job with this section `train`.
  func run(_ train: String, threads: Int = 1, observer: any TrainingObserver = Silence()) throws
    -> TrainingRun
  {
    let text = """
      version: 1
      name: bench
      sensor: {bands: {red: 1, green: 2}, scale: counts}
      legend:
        - {code: 0, name: soil, color: "#8c6d46", kind: stuff, group: soil}
        - {code: 1, name: crop, color: "#2e7d32", kind: thing, group: crop}
        - {code: 2, name: weed, color: "#c62828", kind: thing, group: weed}
      train:
      \(train.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
        model: model

      """
    return try TrainingRun(
      JobDecoder.decode(text: text, path: path("job.yaml")), threadCount: threads, observer: observer)
  }
}

extension TrainingRun {
  /// The job's scenes, open.
  func scenes() throws -> [LearningScene] {
    try SceneOpening(
      plan: plan, legend: learning.legend, descriptions: learning.selection.scenes, section: "train",
      folds: learning.selection.folds, roles: learning.roles
    ).scenes()
  }

  /// The samples of the first stage.
  func samples(of scenes: [LearningScene]) throws -> (samples: Samples, ground: TrainingGround) {
    let ground = try prepare(scenes)
    return (try drawSamples(stage: 0, after: [], on: ground), ground)
  }
}

extension Samples {
  /// Everything of each sample as text, to compare without regard to order.
  var lines: [String] {
    (0..<count).map { row in
      let bits = features[row * featureCount..<(row + 1) * featureCount].map(\.bitPattern)
      return "\(labels[row]) \(blocks[row]) \(near[row]) \(bits)"
    }
  }

  func feature(_ number: Int, ofRow row: Int) -> Float { features[row * featureCount + number] }
}

/// Nobody watches.
struct Silence: TrainingObserver {
  func began(_ step: String) {}
  func progressed(_ step: String, share: Double) {}
  func noted(_ note: String) {}
}

/// Labels in memory.
struct PictureLabels: LabelSource {
  var size: PixelSize
  var codes: [ClassCode]

  init(_ rows: [[ClassCode]]) {
    size = PixelSize(width: rows[0].count, height: rows.count)
    codes = rows.flatMap { $0 }
  }

  var extent: PixelWindow { PixelWindow(size) }

  func makeLabelReader() -> any LabelReader { Reader(labels: self) }

  private final class Reader: LabelReader {
    let labels: PictureLabels

    init(labels: PictureLabels) { self.labels = labels }

    func read(_ window: PixelWindow, into classes: UnsafeMutablePointer<ClassCode>, stride: Int) {
      for (line, row) in window.rows.enumerated() {
        for (place, column) in window.columns.enumerated() {
          classes[line * stride + place] = labels.codes[row * labels.size.width + column]
        }
      }
    }
  }
}
