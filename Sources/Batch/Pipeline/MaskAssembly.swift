import FieldStatistics
import Grid
import Pixels
import Spectral
import Stitching

/// The second half of a run: sealed strips become the final mask, patches and
/// class areas, row by row from top to bottom.
final class MaskAssembly {
  /// What the assembly found, once it is finished.
  struct Findings: Hashable, Sendable {
    /// The classes by field.
    var classes: [ClassTally] = []
    /// The classes of the whole mosaic.
    var mosaicClasses = ClassTally()
    /// Index figures of the whole mosaic.
    var flight: FlightTally
    /// Index figures by field.
    var fields: FieldTallies
    /// How many pixels held data.
    var validity = RowValidity()
    /// The picture of the mosaic.
    var preview: PreviewSums
    /// The picture of the mask.
    var maskPreview: ClassPreview
  }

  private let plan: FlightPlan
  private let legend: Legend
  private let stages: StageChain
  private let patches: PatchCollector
  private let mask: any RowSink
  private let clock: StageClock
  private var tallies: ClassTallies
  private var findings: Findings
  private var nextRow = 0
  private var line: [ClassCode]
  private let sampledColumns: [SampledColumn]
  private let fieldSpans: FieldSpanFinder

  /// Begins an assembly.
  ///
  /// - Parameters:
  ///   - components: What becomes of small components, in order.
  ///   - mask: Gets the final class rows.
  ///   - patch: Gets every patch of a `thing` class.
  init(
    plan: FlightPlan, legend: Legend, components: [ComponentRule], mask: any RowSink,
    patch: @escaping (Patch) -> Void
  ) {
    self.plan = plan
    self.legend = legend
    self.mask = mask
    stages = StageChain(components.map { ComponentStage($0) })
    let clock = StageClock()
    self.clock = clock
    patches = PatchCollector(
      width: plan.size.width, classes: Set(legend.entries.filter { $0.kind == .thing }.map(\.code)),
      sink: { found in clock.measure(.catalog) { patch(found) } })
    tallies = ClassTallies(coverages: plan.coverages, mosaic: plan.size)
    findings = Findings(
      flight: FlightTally(indexCount: plan.indexNames.count),
      fields: FieldTallies(indexCount: plan.indexNames.count),
      preview: PreviewSums(window: PixelWindow(plan.preview.size), channelCount: plan.pictureBands.count),
      maskPreview: ClassPreview(plan: plan.preview, legend: legend))
    sampledColumns = plan.preview.sampledColumns(in: 0..<plan.size.width)
    line = Array(repeating: .nodata, count: plan.size.width)
    fieldSpans = FieldSpanFinder(plan.coverages)
  }

  /// What the time of whoever called went into.
  var times: StageTimes { clock.times }

  /// Takes the next strip.
  func consume(_ strip: SealedStrip) throws {
    clock.enter(.statistics)
    defer { clock.enter(nil) }
    findings.flight.merge(strip.flight)
    findings.fields.merge(strip.fields)
    findings.validity += strip.validity
    findings.preview.merge(strip.preview)
    for row in strip.classes {
      clock.enter(.stitch)
      for final in stages.push(row) { try take(final) }
    }
  }

  /// Ends the mosaic: the last rows and patches. The mask has all of its rows
  /// then and is left to be finished.
  func finish() throws -> Findings {
    clock.enter(.stitch)
    defer { clock.enter(nil) }
    for final in stages.finish() { try take(final) }
    clock.enter(.stitch)
    precondition(nextRow == plan.size.height, "every row of the mosaic has come")
    patches.finish()
    findings.classes = tallies.tallies
    return findings
  }

  private func take(_ row: ClassRow) throws {
    clock.enter(.statistics)
    tallies.add(row, row: nextRow)
    for run in row.runs { findings.mosaicClasses.add(units: UInt64(run.count) << 24, code: run.code) }
    clock.enter(.stitch)
    patches.push(row, fields: fieldSpans.spans(row: nextRow))
    clock.enter(.encode)
    try line.withUnsafeMutableBufferPointer { line in
      row.write(to: line)
      try mask.append(row: UnsafeRawBufferPointer(line))
    }
    sample()
    nextRow += 1
  }

  private func sample() {
    let preview = plan.preview
    guard preview.isSampled(nextRow) else { return }
    findings.maskPreview.add(line, columns: sampledColumns, row: nextRow / preview.factor)
  }
}
