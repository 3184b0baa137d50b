import Batch
import Catalog
import Foundation
import JobDefinition
import Nights
import Reporting

/// What follows a run: metrics and messages. Nothing here changes how the run
/// ended; what does not work is said and logged.
extension NightWatch {
  /// Writes metrics and tells those whom the job names.
  func follow(_ ending: RunEnding) {
    let catalog = catalog
    let ended = Date()
    if let path = options.metrics ?? job.metrics?.resolved { writeMetrics(to: path, ending, ended, catalog) }
    guard let selection = job.notification else { return }
    let summary = NightSummary(
      jobName: job.name, outputFolder: outputFolder, record: record, ending: ending,
      ended: ended, catalog: catalog)
    guard isDue(summary, selection.occasion) else { return }
    for delivery in Notice(selection, jobFile: job.file).send(summary, patience(ending)) {
      guard let failure = delivery.failure else {
        log.write(RunEvent(.summarySent, .info, ["way": .string(delivery.way)]))
        continue
      }
      complain(.summaryFailed, "the summary was not sent by \(delivery.way): \(failure)", way: delivery.way)
    }
  }

  private var catalog: CatalogDatabase? {
    let path = "\(outputFolder)/catalog.sqlite"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return try? CatalogDatabase(path: path, access: .read)
  }

  private func writeMetrics(to path: String, _ ending: RunEnding, _ ended: Date, _ catalog: CatalogDatabase?)
  {
    do {
      let ledger = try catalog.map { try JobLedger(jobName: job.name, catalog: $0) }
      try RunMetrics(jobName: job.name, record: record, ending: ending, ended: ended, ledger: ledger)
        .write(to: path)
    } catch {
      complain(.metricsFailed, "the metrics were not written: \(error)")
    }
  }

  private func isDue(_ summary: NightSummary, _ occasion: NotificationSelection.Occasion) -> Bool {
    switch occasion {
    case .always: return true
    case .failure: return summary.hasFailure
    case .change:
      let troubles = KnownTroubles(jobName: job.name, outputFolder: outputFolder)
      let isOther = (try? troubles.replace(with: summary)) ?? true
      return isOther || summary.hasNews
    }
  }

  private func patience(_ ending: RunEnding) -> Notice.Patience {
    if case .signal = ending.cause { return .short }
    return .whole { StopSignal.received != nil }
  }

  private func complain(_ name: RunEvent.Name, _ sentence: String, way: String? = nil) {
    var values: [String: JSONValue] = ["error": .string(sentence)]
    if let way { values["way"] = .string(way) }
    log.write(RunEvent(name, .error, values))
    tell("furrow: \(sentence)")
  }
}
