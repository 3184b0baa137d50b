import Batch
import Reporting

/// What became of a comparison of published files with the catalog.
struct CheckSheet {
  let outcome: PublicationCheck.Outcome

  /// A line for each thing that is wrong, then the sum.
  var text: String {
    let busy = outcome.busy.joined(separator: ", ")
    let lines =
      outcome.findings.map { "\($0.kind.rawValue): '\($0.path)', \($0.detail)" }
      + (busy.isEmpty ? [] : ["left out, because they are being worked on: \(busy)"]) + [sum]
    return lines.map { $0 + "\n" }.joined()
  }

  private var sum: String {
    let files = "\(Number.count(outcome.fileCount, "file")), \(Number.bytes(outcome.byteCount))"
    return outcome.findings.isEmpty
      ? "\(files): all as the catalog says"
      : "\(files): \(Number.count(outcome.findings.count, "thing")) wrong"
  }

  /// One object.
  var json: JSONValue {
    .object([
      "ok": .flag(outcome.findings.isEmpty), "files": .integer(outcome.fileCount),
      "bytes": .integer(outcome.byteCount), "left_out": .strings(outcome.busy),
      "findings": .array(
        outcome.findings.map {
          .object([
            "kind": .string($0.kind.rawValue), "path": .string($0.path), "detail": .string($0.detail),
          ])
        }),
    ])
  }
}
