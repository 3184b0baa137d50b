import FieldStatistics
import Grid
import Pixels
import Spectral
import Stitching

/// The shards of a flight become the final mask, patches and figures.
///
/// What lies between the settled rows of two shards is worked out here, from
/// rows of both; all else is added up or copied.
final class ShardAssembly {
  private let plan: FlightPlan
  private let components: [ComponentRule]
  private let mask: any AdoptingTileSink
  private let layers: [any AdoptingTileSink]
  private let pool: WorkerPool
  private let tiles: SettledTiles
  private let fieldSpans: FieldSpanFinder
  private let legend: Legend
  private let sampledColumns: [SampledColumn]
  private let contents: BorderContents
  private var join = PatchJoin()
  private var tallies: ClassTallies
  private var findings: MaskAssembly.Findings
  /// The whole patches of the rows between settled ones, by their first row.
  private var between: [(row: Int, patches: [Patch])] = []
  private var nextRow = 0
  /// The first settled row of each shard that has any, by its place.
  private var settledFrom: [Int: Int] = [:]

  /// Begins an assembly.
  ///
  /// - Parameters:
  ///   - mask: Gets the mask's tiles.
  ///   - layers: Get the tiles of confidence, where written, and of the indices.
  ///   - contents: Opens shards.
  init(
    plan: FlightPlan, legend: Legend, components: [ComponentRule], mask: any AdoptingTileSink,
    layers: [any AdoptingTileSink], contents: BorderContents
  ) {
    self.plan = plan
    self.legend = legend
    self.components = components
    self.mask = mask
    self.layers = layers
    self.contents = contents
    pool = WorkerPool(workerCount: plan.workerCount)
    tiles = SettledTiles(mask, size: plan.size, pool: pool)
    fieldSpans = FieldSpanFinder(plan.coverages)
    sampledColumns = plan.preview.sampledColumns(in: 0..<plan.size.width)
    tallies = ClassTallies(coverages: plan.coverages, mosaic: plan.size)
    findings = MaskAssembly.Findings(
      flight: FlightTally(indexCount: plan.indexNames.count),
      fields: FieldTallies(indexCount: plan.indexNames.count),
      preview: PreviewSums(window: PixelWindow(plan.preview.size), channelCount: plan.pictureBands.count),
      maskPreview: ClassPreview(plan: plan.preview, legend: legend))
  }

  /// Takes the next shard.
  func append(_ number: Int) throws {
    let shard = try contents.open(number)
    let sums = try shard.sums()
    findings.flight.merge(sums.flight)
    findings.fields.merge(sums.fields)
    findings.validity += sums.validity
    findings.preview.merge(sums.preview)
    for (raster, layer) in layers.enumerated() {
      try adopt(shard, rows: shard.rows, raster: raster + 1, into: layer)
    }
    let settled = try shard.settled()
    guard !settled.rows.isEmpty else { return }
    settledFrom[number] = settled.rows.lowerBound
    try workOut(nextRow..<settled.rows.lowerBound)
    try take(settled)
    try adopt(shard, rows: settled.rows, raster: 0, into: mask)
    contents.forget(before: number)
  }

  /// Ends the flight, and hands on all patches in the order of `PatchCollector`.
  func finish(patch: (Patch) throws -> Void) throws -> MaskAssembly.Findings {
    try workOut(nextRow..<plan.size.height)
    findings.classes = tallies.tallies
    var joined = join.joined()[...]
    func emit(_ patches: [Patch]) throws {
      for whole in patches {
        while let first = joined.first, first.comes(before: whole) {
          try patch(first)
          joined.removeFirst()
        }
        try patch(whole)
      }
    }
    var rest = between[...]
    for (number, row) in settledFrom.sorted(by: { $0.key < $1.key }) {
      while let first = rest.first, first.row < row {
        try emit(first.patches)
        rest.removeFirst()
      }
      try emit(contents.open(number).wholePatches())
      contents.forget(before: number)
    }
    for found in rest { try emit(found.patches) }
    for last in joined { try patch(last) }
    return findings
  }

  /// Adds what a shard has settled.
  private func take(_ settled: SettledRows) throws {
    tallies.merge(settled.fields)
    findings.mosaicClasses.merge(settled.whole)
    findings.maskPreview.merge(settled.picture, ofRows: settled.rows, plan: plan.preview)
    join.append(settled.patches)
    let ends = SettledRows.ends(of: settled.rows, height: plan.size.height, side: mask.tileSide)
    try render(settled.head, from: ends.head.lowerBound)
    try render(settled.tail, from: ends.tail.lowerBound)
    nextRow = settled.rows.upperBound
  }

  /// Works out the rows between settled ones.
  private func workOut(_ rows: Range<Int>) throws {
    guard !rows.isEmpty else { return }
    let final = try contents.finalRows(rows, rules: components)
    let collector = PatchPartCollector(legend, width: plan.size.width)
    collector.begin(row: rows.lowerBound)
    for (row, classes) in zip(rows, final) {
      tallies.add(classes, row: row)
      for run in classes.runs {
        findings.mosaicClasses.add(units: UInt64(run.count) << 24, code: run.code)
      }
      collector.push(classes, fields: fieldSpans.spans(row: row))
    }
    let part = collector.finish(rows: rows)
    between.append((rows.lowerBound, part.whole))
    join.append(part)
    try render(final, from: rows.lowerBound, samples: true)
    nextRow = rows.upperBound
  }

  /// Puts final rows into tiles, and into the picture where no shard did.
  private func render(_ rows: [ClassRow], from first: Int, samples: Bool = false) throws {
    guard !rows.isEmpty else { return }
    tiles.resume(row: first)
    var line = [ClassCode](repeating: .nodata, count: plan.size.width)
    for (row, classes) in zip(first..., rows) {
      line.withUnsafeMutableBufferPointer { classes.write(to: $0) }
      try tiles.append(classes, line)
      if samples, plan.preview.isSampled(row) {
        findings.maskPreview.add(line, columns: sampledColumns, row: row / plan.preview.factor)
      }
    }
  }

  private func adopt(
    _ shard: any ShardContent, rows: Range<Int>, raster: Int, into sink: any AdoptingTileSink
  ) throws {
    let tileRows = SettledRows.tileRows(in: rows, height: plan.size.height, side: sink.tileSide)
    let tiles = sink.levels.tiles(from: tileRows)
    try pool.run(tiles.count) { number, _ in
      try sink.adopt(shard.stored(number, raster: raster), tiles[number])
    }
  }
}
