import FieldStatistics
import Grid
import Pixels
import Stitching

/// The second half of a run within one shard, as far as no row outside of it
/// can change what comes out.
///
/// The shard's first rows wait until it is known how many of them a component
/// from above might reach; from there on rows pass as in `MaskAssembly`.
final class ShardSettling {
  private let plan: FlightPlan
  private let rules: [ComponentRule]
  private let shard: Range<Int>
  private let mask: SettledTiles
  private let patches: PatchPartCollector
  private var tallies: ClassTallies
  private var preview: ClassPreview
  private let sampledColumns: [SampledColumn]
  private var settled: SettledRows
  /// The first rows, while it is not known how many of them are in doubt.
  private var waiting: [ClassRow] = []
  private var tryCount = ShardSettling.firstTry
  private var stage: CertainRowStage?
  private var nextRow = 0
  private var line: [ClassCode]
  private let fieldSpans: FieldSpanFinder

  /// How many first rows are looked at before anything is settled; twice as
  /// many each time that it is not enough.
  private static let firstTry = 128

  /// Begins with no rows.
  ///
  /// - Parameter mask: Gets the mask's whole rows of tiles.
  init(plan: FlightPlan, legend: Legend, rules: [ComponentRule], mask: any TileSink) {
    self.plan = plan
    self.rules = rules
    shard = plan.workedRows
    settled = SettledRows(nothingFrom: shard.lowerBound)
    self.mask = SettledTiles(mask, size: plan.size)
    patches = PatchPartCollector(legend, width: plan.size.width)
    tallies = ClassTallies(coverages: plan.coverages, mosaic: plan.size)
    preview = ClassPreview(plan: plan.preview, legend: legend)
    sampledColumns = plan.preview.sampledColumns(in: 0..<plan.size.width)
    line = Array(repeating: .nodata, count: plan.size.width)
    fieldSpans = FieldSpanFinder(plan.coverages)
  }

  /// Takes the shard's next row after local cleaning.
  ///
  /// - Throws: What the mask's sink throws.
  func push(_ row: ClassRow) throws {
    guard stage == nil else { return try pass(row) }
    waiting.append(row)
    if shard.lowerBound == 0 || waiting.count == tryCount { try begin() }
  }

  /// Ends the shard.
  ///
  /// - Throws: What the mask's sink throws.
  func finish() throws -> SettledRows {
    if stage == nil { try begin() }
    if shard.upperBound == plan.size.height {
      for final in stage?.finish() ?? [] { try take(final) }
    }
    guard !settled.rows.isEmpty else { return settled }
    settled.fields = tallies.tallies
    settled.picture = preview.counts(ofRows: settled.rows, plan: plan.preview)
    settled.patches = patches.finish(rows: settled.rows)
    (settled.head, settled.tail) = mask.finish(settled.rows)
    return settled
  }

  /// Lets rows pass where some of the first are certain.
  private func begin() throws {
    let isFirst = shard.lowerBound == 0
    let certain = CertainRows(
      of: waiting, rules: rules, isFirst: isFirst,
      isLast: shard.lowerBound + waiting.count == plan.size.height)
    guard isFirst || !certain.range.isEmpty else {
      tryCount *= 2
      return
    }
    nextRow = shard.lowerBound + (certain.doubtfulCounts.last ?? 0)
    settled.rows = nextRow..<nextRow
    patches.begin(row: nextRow)
    mask.begin(row: nextRow)
    stage = CertainRowStage(rules: rules, doubtfulCounts: certain.doubtfulCounts, isFirst: isFirst)
    for row in waiting { try pass(row) }
    waiting = []
  }

  private func pass(_ row: ClassRow) throws {
    for final in stage?.push(row) ?? [] { try take(final) }
  }

  private func take(_ row: ClassRow) throws {
    tallies.add(row, row: nextRow)
    for run in row.runs { settled.whole.add(units: UInt64(run.count) << 24, code: run.code) }
    patches.push(row, fields: fieldSpans.spans(row: nextRow))
    line.withUnsafeMutableBufferPointer { row.write(to: $0) }
    try mask.append(row, line)
    if plan.preview.isSampled(nextRow) {
      preview.add(line, columns: sampledColumns, row: nextRow / plan.preview.factor)
    }
    nextRow += 1
    settled.rows = settled.rows.lowerBound..<nextRow
  }
}

extension PatchPartCollector {
  /// Makes a collector of the patches of a legend's things.
  convenience init(_ legend: Legend, width: Int) {
    self.init(width: width, classes: Set(legend.entries.filter { $0.kind == .thing }.map(\.code)))
  }
}
