import Foundation
import TestSupport
import Testing

/// Programs of schedulers on this machine.
enum Scheduler {
  static func has(_ name: String) -> Bool {
    ["/usr/bin", "/bin", "/usr/sbin", "/sbin"]
      .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
  }

  /// Whether a test may have mounts of its own.
  static let canMount = (try? Oracle.tool("unshare", ["-m", "true"])) != nil

  /// Runs a program and gives its code with all that it wrote.
  static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> (
    code: Int32, text: String
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}

/// Jobs to be scheduled, in folders with a name that is hard to quote.
protocol ScheduleTesting {}

extension ScheduleTesting {
  /// A name that shells, crontabs and unit files would each take apart.
  static var hardName: String { "50 % of $HOME's \"north\"" }

  /// A bench in a folder of that name, with a job.
  func bench(_ more: String = "") throws -> (bench: NightBench, job: String) {
    let bench = try NightBench()
    let folder = bench.path(Self.hardName)
    try FileManager.default.createDirectory(atPath: folder + "/flights", withIntermediateDirectories: true)
    var job = FaultsJob()
    job.more = more
    try Data(job.text.utf8).write(to: URL(fileURLWithPath: folder + "/job.yaml"))
    return (bench, folder + "/job.yaml")
  }

  func printed(job: String, _ arguments: [String]) throws -> String {
    let ending = try BuiltFurrow.run(["schedule", job] + arguments)
    try #require(ending.code == 0, "\(ending.errors)")
    return ending.output
  }

  /// What is printed for a job with further sections.
  func printed(_ more: String, _ arguments: [String]) throws -> String {
    let (bench, job) = try bench(more)
    return try withExtendedLifetime(bench) { try printed(job: job, arguments) }
  }

  /// Writes the printed units into files of their own.
  func writeUnits(_ text: String, to folder: String) throws -> [String] {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return try text.split(separator: "# /").map { part in
      let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let name = try #require(lines[0].split(separator: "/").last)
      try Data(lines[1].utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
      return "\(folder)/\(name)"
    }
  }
}
