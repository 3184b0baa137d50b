import Batch
import Catalog
public import Foundation
import JobDefinition

/// What Prometheus is told of a job after a run.
public struct RunMetrics {
  let jobName: String
  let record: NightRecord
  let ending: RunEnding
  let ended: Date
  /// What the catalog knows of the job; `nil` where there is none to read.
  let ledger: JobLedger?

  /// Gathers what there is to tell.
  public init(jobName: String, record: NightRecord, ending: RunEnding, ended: Date, ledger: JobLedger?) {
    (self.jobName, self.record, self.ending) = (jobName, record, ending)
    (self.ended, self.ledger) = (ended, ledger)
  }

  /// Writes the file beside and renames it, so that nobody reads half of it.
  ///
  /// - Throws: `FileAccessError`.
  public func write(to path: String) throws {
    try RunPlaces.makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    try DurableFile.write(Array(text.utf8), to: path)
  }

  /// The file's text.
  public var text: String {
    var text = MetricsText()
    text.add(
      "furrow_build_info", help: "The version of Furrow that ran last; always 1.",
      [.init(labels: labels(("version", Furrow.version)), value: 1)])
    addTimes(to: &text)
    addWork(to: &text)
    addLedger(to: &text)
    return text.text
  }

  private func addTimes(to text: inout MetricsText) {
    text.add(
      "furrow_run_begun_timestamp_seconds", help: "When the last run began, in seconds since 1970.",
      one(record.begun.timeIntervalSince1970))
    text.add(
      "furrow_run_ended_timestamp_seconds", help: "When the last run ended, in seconds since 1970.",
      one(ended.timeIntervalSince1970))
    text.add(
      "furrow_run_seconds", help: "How long the last run took.", one(ended.timeIntervalSince(record.begun)))
  }

  private func addWork(to text: inout MetricsText) {
    text.add(
      "furrow_run_exit_code", help: "The exit code of the last run; see docs/exit-codes.md.",
      one(Double(ending.exitCode)))
    text.add(
      "furrow_run_flights", help: "Flights of the last run by how it left them.",
      record.tally.states.map { .init(labels: labels(("state", $0.name)), value: Double($0.count)) })
    let costs = record.costs
    text.add(
      "furrow_run_pixels", help: "Pixels that the last run worked through.",
      one(Double(costs.reduce(0) { $0 + $1.workedPixels })))
    text.add(
      "furrow_run_cpu_seconds", help: "Processor seconds of the flights that the last run did.",
      one(costs.reduce(0) { $0 + $1.cpuSeconds }))
    text.add(
      "furrow_run_peak_memory_bytes", help: "The most memory that the last run held.",
      one(Double(ResourceMeter.peakMemoryByteCount)))
  }

  private func addLedger(to text: inout MetricsText) {
    guard let ledger else { return }
    text.add(
      "furrow_flights", help: "Flights that the catalog knows of the job by the state of their newest run.",
      ledger.states.map { .init(labels: labels(("state", $0.name)), value: Double($0.count)) })
    text.add(
      "furrow_last_done_timestamp_seconds", help: "When a flight was done last, in seconds since 1970.",
      ledger.lastDone.map { one($0.timeIntervalSince1970) } ?? [])
  }

  private func one(_ value: Double) -> [MetricsText.Sample] { [.init(labels: labels(), value: value)] }

  private func labels(_ more: (name: String, value: String)...) -> [(name: String, value: String)] {
    [("job", jobName)] + more
  }
}

extension NightRecord {
  /// What the flights took that this run did.
  var costs: [RunCost] {
    entries.compactMap { entry in
      if case .done(_, let cost) = entry.outcome { cost } else { nil }
    }
  }
}
