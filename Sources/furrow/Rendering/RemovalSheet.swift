import Batch
import Reporting

/// What went, or would go, out of an output folder.
struct RemovalSheet {
  let items: [GarbageCollection.Item]
  /// True where nothing was removed.
  let isDry: Bool

  private var byteCount: Int { items.reduce(0) { $0 + $1.byteCount } }

  /// A line for each thing, then the sum.
  var text: String {
    let things = "\(Number.count(items.count, "thing")), \(Number.bytes(byteCount))"
    let sum = items.isEmpty ? "nothing to remove" : "\(things) \(isDry ? "would be" : "were") removed"
    return (items.map(Self.line) + [sum]).map { $0 + "\n" }.joined()
  }

  /// One object.
  var json: JSONValue {
    .object([
      "removed": .flag(!isDry), "bytes": .integer(byteCount),
      "things": .array(
        items.map {
          .object([
            "kind": .string($0.kind.rawValue), "path": .optional($0.path.isEmpty ? nil : $0.path),
            "bytes": .integer($0.byteCount), "reason": .string($0.reason),
          ])
        }),
    ])
  }

  private static func line(_ item: GarbageCollection.Item) -> String {
    let size = item.byteCount == 0 ? "" : " (\(Number.bytes(item.byteCount)))"
    return item.path.isEmpty
      ? "\(item.kind.rawValue): \(item.reason)"
      : "\(item.kind.rawValue): '\(item.path)'\(size), \(item.reason)"
  }
}
