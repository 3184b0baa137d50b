import Batch
import Reporting

/// What a seam verification showed.
struct SeamVerdict {
  let flightName: String
  let trials: [SeamVerification.Trial]

  /// One row a trial with whole hashes.
  var table: Table { table { $0 } }

  /// The table with short hashes and the verdict below.
  var text: String {
    let verdict =
      SeamVerification.isSeamless(trials)
      ? "identical: all \(trials.count) ways of cutting up '\(flightName)' give the same results"
      : "NOT identical: " + differences.joined(separator: "; ")
    return TextTable(table { String($0.prefix(10)) }).text + "\n"
      + Paragraph.wrapped(verdict)
  }

  /// Ends with the code of a fault where a hash differs.
  func check() throws {
    guard SeamVerification.isSeamless(trials) else { throw ToldAlready(exitStatus: .fault) }
  }

  private func table(_ shown: (String) -> String) -> Table {
    Table(
      columns: [
        .init("tile_px", title: "tile", unit: "px"), .init("threads"),
      ] + SeamVerification.parts.map { .init("\($0)_sha256", title: $0) } + [
        .init("seconds", title: "time", unit: "s", decimals: 2), .init("identical"),
      ],
      rows: trials.map { trial in
        [.integer(trial.tileSize), .integer(trial.threadCount)] + trial.hashes.map { .text(shown($0)) } + [
          .number(trial.seconds), .flag(trial.hashes == trials.first?.hashes),
        ]
      })
  }

  private var differences: [String] {
    trials.compactMap { trial in
      let parts = zip(SeamVerification.parts, zip(trial.hashes, trials.first?.hashes ?? []))
        .filter { $1.0 != $1.1 }.map(\.0)
      return parts.isEmpty
        ? nil
        : "tiles of \(trial.tileSize) px with \(Number.count(trial.threadCount, "thread")) differ in "
          + parts.joined(separator: ", ")
    }
  }
}
