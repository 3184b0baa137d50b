/// Why shards cannot be made or merged.
public enum ShardError: Error, Hashable, Sendable {
  /// The file is no plan of shards, or one that cannot be.
  case notAPlan(file: String, reason: String)
  /// Another version of Furrow made the plan.
  case otherProgram(plan: String, version: String)
  /// The plan has no shard of this number.
  case noSuchShard(Int, count: Int)
  /// The flight is not as it was when the plan was made; `what` says in which
  /// respect.
  case changed(flight: String, what: String)
  /// Shards are not there yet; a name each.
  case missing([String], folder: String)
  /// A sealed shard cannot be used; `place` is a byte or a part of it.
  case damaged(file: String, shard: String, place: String, reason: String)
  /// A worker of this machine could not be started.
  case noWorker(program: String, reason: String)
}

extension ShardError: CustomStringConvertible {
  /// One sentence that names the file or the flight.
  public var description: String {
    switch self {
    case .notAPlan(let file, let reason): "'\(file)' is no plan of shards: \(reason)"
    case .otherProgram(let plan, let version):
      "'\(plan)' was made by furrow \(version), and this is \(Furrow.version)"
    case .noSuchShard(let number, let count):
      "there is no shard \(number); the plan has shards 1 to \(count)"
    case .changed(let flight, let what):
      "\(what) of flight '\(flight)' is not what it was when the shards were planned"
    case .missing(let shards, let folder):
      "\(shards.count == 1 ? "a shard is" : "\(shards.count) shards are") missing in '\(folder)': "
        + shards.prefix(8).joined(separator: "; ") + (shards.count > 8 ? "; and others" : "")
    case .damaged(let file, let shard, let place, let reason):
      "'\(file)' (\(shard)) is damaged at \(place): \(reason)"
    case .noWorker(let program, let reason): "cannot start '\(program)': \(reason)"
    }
  }
}
