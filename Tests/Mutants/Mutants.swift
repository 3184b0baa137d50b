import Foundation
import TestSupport

/// Reads damaged mosaics and boundaries in processes of their own and counts
/// what becomes of them: `furrow-mutants COUNT [SEED]`.
@main
enum Mutants {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "--read", arguments.count == 4 {
      let numbers = arguments.dropFirst().compactMap { Int($0) }
      let folder = try TemporaryFolder()
      return try Reader(files: try BaseFiles(in: folder), seed: numbers[0], folder: folder)
        .run(numbers[1]..<numbers[2])
    }
    guard let count = arguments.first.flatMap({ Int($0) }), count > 0 else {
      print("usage: furrow-mutants COUNT [SEED]")
      exit(64)
    }
    let seed = arguments.dropFirst().first.flatMap { Int($0) } ?? 1
    let watch = Watch(program: "/proc/self/exe", seed: seed)
    let started = ContinuousClock.now
    try watch.run(0..<count)
    tell(watch, count: count, seconds: (ContinuousClock.now - started).components.seconds)
    exit(watch.failures.isEmpty ? 0 : 1)
  }

  private static func tell(_ watch: Watch, count: Int, seconds: Int64) {
    print("\(count) mutants in \(seconds) s")
    for (outcome, number) in watch.outcomes.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      print("\(number)\t\(outcome)")
    }
    print("slowest: \(watch.slowest.milliseconds) ms, \(watch.slowest.mutant)")
    print("most memory: \(watch.largest.mebibytes) MiB, \(watch.largest.mutant)")
    print("trapped or hung: \(watch.failures.count)")
    for failure in watch.failures { print(failure) }
  }
}
