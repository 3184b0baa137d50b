/// Tasks that one array of Slurm can hold: shards from `offset` on.
///
/// A cluster bounds the numbers of tasks (MaxArraySize, 1001 unless set), so a
/// plan of many shards becomes several arrays, and a task's shard is its number
/// and the array's offset.
struct SlurmArray: Hashable, Sendable {
  /// What is added to a task's number.
  var offset: Int
  /// The tasks' numbers, from 1, ascending.
  var tasks: [Int]

  /// Cuts shards into arrays.
  ///
  /// - Parameters:
  ///   - shards: Numbers from 1, ascending.
  ///   - limit: The cluster's MaxArraySize: every number must be below it.
  static func arrays(of shards: [Int], limit: Int) -> [SlurmArray] {
    let size = max(1, limit - 1)
    var arrays: [SlurmArray] = []
    for shard in shards {
      let offset = (shard - 1) / size * size
      if arrays.last?.offset != offset { arrays.append(SlurmArray(offset: offset, tasks: [])) }
      arrays[arrays.count - 1].tasks.append(shard - offset)
    }
    return arrays
  }

  /// The tasks as sbatch reads them: "1-3,7%20".
  func text(atOnce: Int?) -> String {
    var ranges: [ClosedRange<Int>] = []
    for task in tasks {
      if let last = ranges.last, last.upperBound + 1 == task {
        ranges[ranges.count - 1] = last.lowerBound...task
      } else {
        ranges.append(task...task)
      }
    }
    let words = ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
    return words.joined(separator: ",") + (atOnce.map { "%\($0)" } ?? "")
  }
}
