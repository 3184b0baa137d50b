import Foundation
import TestSupport
import Testing

/// What runs find on simulated scenes, bit for bit, as it was recorded before
/// they were made faster.
@Suite(.enabled(if: Oracle.python != nil)) struct GoldenRunsTests {
  @Test func `scenes and results are those recorded`() throws {
    let runs = try GoldenRuns.shared.get()
    try Golden.expect((runs.scenes + runs.results).joined(separator: "\n") + "\n", equals: "runs.txt")
  }

  @Test(arguments: [["--tile-size", "64", "--threads", "1"], ["--tile-size", "512", "--threads", "2"]])
  func `tiles and threads change nothing`(options: [String]) throws {
    let runs = try GoldenRuns.shared.get()
    let jobs = ["rules", "filters", "overlapping", "context", "pixels"]
    let expected = runs.results.filter { line in jobs.contains { line.hasPrefix($0 + " ") } }
    #expect(try runs.again(jobs, options: options) == expected)
  }

  @Test func `another threshold gives other classes and the same indices`() throws {
    let runs = try GoldenRuns.shared.get()
    let lines = try runs.again(["overlapping"]) { $0.replacing("ndvi > 0.4", with: "ndvi > 0.6") }
    let same = Set(lines).intersection(runs.results)
    func part(_ name: String) -> [String] { lines.filter { $0.hasPrefix("overlapping \(name)") } }
    for changed in ["classes", "reflectance mask band", "reflectance table", "reflectance patches"] {
      #expect(!part(changed).isEmpty && same.isDisjoint(with: part(changed)), "\(changed)")
    }
    for kept in ["thresholds", "fields", "indices", "histograms", "reflectance ndvi"] {
      #expect(!part(kept).isEmpty && same.isSuperset(of: part(kept)), "\(kept)")
    }
  }
}

/// The jobs in Golden/runs, run once on scenes that are simulated anew.
private struct GoldenRuns {
  static let shared = Result { try GoldenRuns() }
  static let jobs = [
    "colour", "context", "filters", "mavic", "overlapping", "pixels", "rules", "transparent", "turned",
    "wide",
  ]

  private static let recorded = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden/runs")

  /// Name and options of each simulated scene.
  private static let simulations = [
    "reflectance": "--pixel-size 0.05 --size 480x360 --seed 11 --tile-size 128",
    "later": "--pixel-size 0.05 --size 480x360 --seed 11 --days 16 --shift 0.03,-0.02 --compression none",
    "floats": "--pixel-size 0.05 --size 480x360 --seed 12 --sensor rededge-m-float --tile-size 64"
      + " --compression none",
    "colour": "--pixel-size 0.05 --size 480x360 --seed 13 --sensor rgb --tile-size 64 --compression lzw",
    "mavic": "--pixel-size 0.05 --size 480x360 --seed 14 --sensor mavic-3m --tile-size 256"
      + " --compression zstd",
    "wide": "--preset benchmark --seed 15 --size 1300x700",
  ]

  private let folder: TemporaryFolder
  /// A line for each band of the scenes; other numbers here mean that the
  /// simulation differs and not the run.
  let scenes: [String]
  /// A line for each thing that the runs found.
  let results: [String]

  private init() throws {
    folder = try TemporaryFolder()
    let flights = folder.url.appendingPathComponent("flights").path
    for (name, options) in Self.simulations {
      try Self.furrow(
        ["simulate", "--no-truth", "--out", flights, "--name", name]
          + options.split(separator: " ").map(String.init), in: folder.url)
    }
    scenes = try Self.lines(["variants", flights])
    results = try Self.results(of: Self.jobs, from: flights, in: folder.url.appendingPathComponent("first"))
  }

  /// The results of some jobs, run otherwise.
  func again(
    _ jobs: [String], options: [String] = [], change: (String) -> String = { $0 }
  ) throws -> [String] {
    let flights = folder.url.appendingPathComponent("flights").path
    let place = folder.url.appendingPathComponent(UUID().uuidString)
    return try Self.results(of: jobs, from: flights, in: place, options: options, change: change)
  }

  private static func results(
    of jobs: [String], from flights: String, in place: URL, options: [String] = [],
    change: (String) -> String = { $0 }
  ) throws -> [String] {
    let files = FileManager.default
    try files.createDirectory(at: place, withIntermediateDirectories: false)
    for (name, target) in [("flights", flights), ("models", recorded.path + "/models")] {
      try files.createSymbolicLink(
        atPath: place.appendingPathComponent(name).path, withDestinationPath: target)
    }
    for job in jobs {
      let text = try String(contentsOf: recorded.appendingPathComponent("\(job).yaml"), encoding: .utf8)
      try Data(change(text).utf8).write(to: place.appendingPathComponent("\(job).yaml"))
      try furrow(["run", "\(job).yaml"] + options, in: place)
    }
    return try lines(["results", place.appendingPathComponent("out").path])
  }

  private static func furrow(_ arguments: [String], in folder: URL) throws {
    let ending = try BuiltFurrow.run(arguments, in: folder)
    guard ending.code == 0 else { throw DemoFailure(errors: ending.errors) }
  }

  private static func lines(_ arguments: [String]) throws -> [String] {
    let script = Oracle.project.appendingPathComponent("Tests/CommandTests/Oracles/golden.py").path
    return try Oracle.tool(Oracle.systemPython, [script] + arguments)
      .split(separator: "\n").map(String.init)
  }
}
