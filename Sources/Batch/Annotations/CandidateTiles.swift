import FieldStatistics
import Grid
import Learning
import Pixels
import Segmentation

/// What a model and the labels say of the tiles of scenes.
struct CandidateTiles: Sendable {
  /// Tiles of which at most this share is labelled could be labelled next.
  static let labelledShare = 0.05
  /// Tiles of which less than this share is covered are left out.
  static let coveredShare = 0.5
  /// The most tiles that are looked at; more are thinned out evenly.
  static let limit = 4096
  /// Features are averaged over every so many rows and columns.
  private static let step = 4

  let scenes: [LearningScene]
  /// For each scene what tells its classes apart.
  let stacks: [ForestStack]
  let side: Int
  let seed: Int
  let workerCount: Int
  let observer: any TrainingObserver
  let cancellation: RunCancellation

  /// Tiles that could be labelled, and what those with labels are like.
  struct Found: Sendable {
    var candidates: [LabelCandidate] = []
    /// The mean features of tiles with labels.
    var labelled: [[Double]] = []
    /// All tiles, before thinning.
    var tileCount = 0
    /// Tiles with any label, before thinning.
    var labelledCount = 0
  }

  private struct Tile {
    var scene: Int
    var window: PixelWindow
    var field: String?
    var isLabelled: Bool
  }

  private enum Finding {
    case candidate(LabelCandidate)
    case labelled([Double])
  }

  /// Looks at every tile, or at 4,096 of them.
  func find() throws -> Found {
    var found = Found()
    var tiles: [Tile] = []
    for number in scenes.indices { tiles += try self.tiles(number, into: &found) }
    tiles = thinned(tiles)
    let step = "looking for what is uncertain"
    observer.began(step)
    let slots = WorkerSlots<Tools>(workerCount: workerCount)
    let findings = OrderedFindings<Finding?>(count: tiles.count)
    let all = tiles
    try WorkerPool(workerCount: workerCount).run(tiles.count) { number, worker in
      try cancellation.check()
      let tools = slots.value(of: worker) { Tools() }
      let done = findings.put(try look(at: all[number], tools), at: number)
      observer.progressed(step, share: Double(done) / Double(all.count))
    }
    for finding in findings.values {
      switch finding {
      case .candidate(let candidate): found.candidates.append(candidate)
      case .labelled(let features): found.labelled.append(features)
      case nil: break
      }
    }
    return found
  }

  /// One worker's tools for the scene at hand.
  private final class Tools {
    var scene: (number: Int, tools: SceneTools)?
  }

  /// The tiles of a scene, those outside of all its fields left out.
  private func tiles(_ number: Int, into found: inout Found) throws -> [Tile] {
    let scene = scenes[number]
    let mosaic = PixelWindow(scene.size)
    let fields = BlockMap.fields(scene.coverages)
    let labels = try scene.labels.makeLabelReader()
    var tiles: [Tile] = []
    for row in stride(from: 0, to: mosaic.height, by: side) {
      for column in stride(from: 0, to: mosaic.width, by: side) {
        let window = PixelWindow(columns: column..<column + side, rows: row..<row + side)
          .intersection(mosaic)
        let share = try labelledShare(of: window, scene, labels)
        found.tileCount += 1
        if share > 0 { found.labelledCount += 1 }
        var field: String? = scenes.count > 1 ? scene.name : nil
        if !scene.fields.isEmpty {
          let (middleRow, middleColumn) = (row + window.height / 2, column + window.width / 2)
          guard let place = fields.block(row: middleRow, column: middleColumn) else { continue }
          field = scene.fields[place].id
        }
        tiles.append(
          Tile(scene: number, window: window, field: field, isLabelled: share > Self.labelledShare))
      }
    }
    return tiles
  }

  private func labelledShare(
    of window: PixelWindow, _ scene: LearningScene, _ labels: any LabelReader
  ) throws -> Double {
    let part = window.intersection(scene.labels.extent)
    guard !part.isEmpty else { return 0 }
    var classes = [ClassCode](repeating: .nodata, count: part.pixelCount)
    try labels.read(part, into: &classes, stride: part.width)
    return Double(classes.count { $0 != .nodata }) / Double(window.pixelCount)
  }

  private func thinned(_ tiles: [Tile]) -> [Tile] {
    guard tiles.count > Self.limit else { return tiles }
    let hash = SampleHash(seed: UInt64(seed))
    let ranked = tiles.indices.sorted {
      (hash.adding($0).bits, $0) < (hash.adding($1).bits, $1)
    }
    return ranked.prefix(Self.limit).sorted().map { tiles[$0] }
  }

  private func look(at tile: Tile, _ own: Tools) throws -> Finding? {
    if own.scene?.number != tile.scene {
      own.scene = (tile.scene, SceneTools(stacks: [stacks[tile.scene]]))
    }
    guard let tools = own.scene?.tools else { return nil }
    let reader = try tools.reader(of: tile.scene, in: scenes)
    let mosaic = PixelWindow(reader.scene.size)
    try reader.readBands(tools.bandWindow(of: tile.window, within: mosaic), into: tools.bands)
    let stack = tools.stack(0)
    stack.evaluate(tile.window, of: mosaic, bands: tools.bands)
    guard let uncertainty = uncertainty(of: tile.window, stack.probabilities) else { return nil }
    let features = features(of: tile.window, stack, count: stacks[tile.scene].featureCount)
    if tile.isLabelled { return .labelled(features) }
    return .candidate(
      LabelCandidate(
        scene: tile.scene, window: tile.window, field: tile.field, uncertainty: uncertainty,
        features: features))
  }

  /// One less the mean margin between the two likeliest classes; `nil` where
  /// the mosaic covers too little.
  private func uncertainty(of window: PixelWindow, _ probabilities: WindowPlanes) -> Double? {
    var sum = 0.0
    var count = 0
    for pixel in 0..<window.pixelCount where !probabilities[0][pixel].isNaN {
      var (first, second) = (-Float.infinity, -Float.infinity)
      for plane in 0..<probabilities.count {
        let value = probabilities[plane][pixel]
        if value > first { (first, second) = (value, first) } else { second = max(second, value) }
      }
      sum += Double(1 - (first - second))
      count += 1
    }
    let isCovered = Double(count) >= Self.coveredShare * Double(window.pixelCount) && count > 0
    return isCovered ? sum / Double(count) : nil
  }

  /// The mean of each feature over some of the pixels that are looked at; NaN
  /// for one that no forest reads.
  private func features(of window: PixelWindow, _ stack: ForestStackTile, count: Int) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    var counts = [Int](repeating: 0, count: count)
    var values = [Float](repeating: .nan, count: count)
    for row in stride(from: window.rows.lowerBound, to: window.rows.upperBound, by: Self.step) {
      for column in stride(from: window.columns.lowerBound, to: window.columns.upperBound, by: Self.step)
      where stack.isOpen(row: row, column: column) {
        stack.copyFeatures(row: row, column: column, into: &values)
        for (place, value) in values.enumerated() where value.isFinite {
          sums[place] += Double(value)
          counts[place] += 1
        }
      }
    }
    return zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : .nan }
  }
}
