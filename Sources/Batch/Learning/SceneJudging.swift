import Grid
import Learning
import Pixels
import Segmentation
import Stitching

/// What a scene's mask is worth beside its labels.
struct SceneJudgement: Sendable {
  /// Pixels, edges and things of the whole scene.
  var scores: SceneScores
  /// Pixels by block.
  var blocks: [BlockID: ConfusionMatrix]
  /// Pixels by field, in the order of the scene's fields.
  var fields: [ConfusionMatrix]
  /// The scene's worst blocks as small class pictures.
  var worst: WorstSketches
}

/// Works a scene through as a run would, and holds the mask against the labels.
struct SceneJudging {
  /// How far apart edges may lie, in pixels, where nobody says.
  static let standardTolerance = 3

  /// The scene and its place among all.
  let scene: LearningScene
  let number: Int
  let legend: Legend
  let segmenter: any Segmenter
  /// What becomes of small components.
  let components: [ComponentRule]
  /// How far apart edges may lie, in pixels.
  let tolerancePixels: Int
  let tileSize: Int
  let workerCount: Int
  var cancellation = RunCancellation.never

  func judge() throws -> SceneJudgement {
    let plan = scene.plan(segmenter, tileSize: tileSize, workerCount: workerCount)
    let sink = try JudgingSink(self)
    let assembly = AssemblingMask(
      MaskAssembly(
        plan: plan, legend: legend, components: components, mask: sink,
        patch: { _ in }))
    try FlightPipeline(plan).run(store: PassingStripStore(), cancellation: cancellation) {
      try assembly.consume($0)
    }
    try assembly.finish()
    return sink.judgement
  }
}

/// The assembly, which the pipeline calls from one worker at a time.
private final class AssemblingMask: @unchecked Sendable {
  private let assembly: MaskAssembly

  init(_ assembly: MaskAssembly) { self.assembly = assembly }

  func consume(_ strip: SealedStrip) throws { try assembly.consume(strip) }

  func finish() throws { _ = try assembly.finish() }
}

/// Holds each row of the final mask against the labels.
private final class JudgingSink: RowSink {
  private static let chunkHeight = 64
  private let scene: LearningScene
  private let number: Int
  private let labels: any LabelReader
  private let codes: [ClassCode]
  private var scorer: SceneScorer
  private var chunk: [ClassCode] = []
  private var row = 0
  private var blockRow: [Int32] = []
  private var fieldRow: [Int32] = []
  private var scores: SceneScores?
  private var blocks: [Int32: ConfusionMatrix] = [:]
  private var fields: [ConfusionMatrix]
  private var sketching: BlockSketching
  private var worst = WorstSketches()

  init(_ judging: SceneJudging) throws {
    scene = judging.scene
    number = judging.number
    labels = try scene.labels.makeLabelReader()
    codes = judging.legend.entries.map(\.code)
    scorer = SceneScorer(
      legend: judging.legend, width: scene.size.width, tolerancePixels: judging.tolerancePixels)
    fields = scene.coverages.map { _ in ConfusionMatrix(legend: judging.legend) }
    sketching = BlockSketching(scene)
  }

  var judgement: SceneJudgement {
    SceneJudgement(
      scores: scores ?? scorer.finish(),
      blocks: Dictionary(
        uniqueKeysWithValues: blocks.map { (BlockID(scene: number, number: Int($0.key)), $0.value) }),
      fields: fields, worst: worst)
  }

  func append(row bytes: UnsafeRawBufferPointer) throws {
    let width = scene.size.width
    if row.isMultiple(of: Self.chunkHeight) { try readChunk() }
    let prediction = bytes.assumingMemoryBound(to: ClassCode.self)
    let start = row % Self.chunkHeight * width
    chunk.withUnsafeBufferPointer { chunk in
      let truth = UnsafeBufferPointer(rebasing: chunk[start..<start + width])
      scorer.push(truth: truth, prediction: prediction)
      count(truth, prediction)
    }
    for (block, sketch) in sketching.takeFinished(after: row) {
      if let matrix = blocks[block] {
        worst.offer(sketch, of: BlockID(scene: number, number: Int(block)), matrix)
      }
    }
    row += 1
  }

  func finish() throws { scores = scorer.finish() }

  private func readChunk() throws {
    let size = scene.size
    let window = PixelWindow(
      columns: 0..<size.width, rows: row..<min(row + Self.chunkHeight, size.height))
    chunk = Array(repeating: .nodata, count: size.width * Self.chunkHeight)
    try chunk.withUnsafeMutableBufferPointer {
      try labels.read(window, into: $0.baseAddress.unsafelyUnwrapped, stride: size.width)
    }
  }

  /// Counts by block and by field, in runs of one block.
  private func count(
    _ truth: UnsafeBufferPointer<ClassCode>, _ prediction: UnsafeBufferPointer<ClassCode>
  ) {
    scene.blocks.write(row: row, columns: 0..<truth.count, into: &blockRow)
    forEachRun(of: blockRow) { block, columns in
      blocks[block, default: ConfusionMatrix(codes: codes)].add(
        truth: UnsafeBufferPointer(rebasing: truth[columns]),
        prediction: UnsafeBufferPointer(rebasing: prediction[columns]))
      sketching.add(block, row: row, columns: columns, truth: truth, prediction: prediction)
    }
    guard !fields.isEmpty else { return }
    BlockMap.fields(scene.coverages).write(row: row, columns: 0..<truth.count, into: &fieldRow)
    forEachRun(of: fieldRow) { field, columns in
      fields[Int(field)].add(
        truth: UnsafeBufferPointer(rebasing: truth[columns]),
        prediction: UnsafeBufferPointer(rebasing: prediction[columns]))
    }
  }

  private func forEachRun(of numbers: [Int32], _ body: (Int32, Range<Int>) -> Void) {
    var start = 0
    while start < numbers.count {
      var end = start + 1
      while end < numbers.count, numbers[end] == numbers[start] { end += 1 }
      if numbers[start] >= 0 { body(numbers[start], start..<end) }
      start = end
    }
  }
}
