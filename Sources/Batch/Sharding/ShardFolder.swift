/// The folder that the shards of a plan share, on this machine or seen by all.
///
/// `plan.json`, and a sealed file for each shard that is done. What a worker
/// has not finished has a name that begins with a dot.
public struct ShardFolder: Hashable, Sendable {
  /// The folder, an absolute path.
  public let path: String

  /// Names a folder; nothing is made.
  public init(_ path: String) { self.path = path }

  /// The folder of a plan file.
  public init(ofPlan path: String) {
    self.path = path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)]) : "."
  }

  /// The plan.
  public var plan: String { "\(path)/plan.json" }

  /// The sealed file of a shard, counted from 1.
  public func shard(_ number: Int) -> String { "\(path)/\(Self.name(number))" }

  static func name(_ number: Int) -> String {
    let digits = String(number)
    return "shard-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
  }
}
