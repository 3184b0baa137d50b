import Foundation
import Grid
import TestSupport
import Testing

/// Runs and schedules as nobody watches them.
struct NightBench {
  let bench: FaultsBench

  init() throws { bench = try FaultsBench() }

  func path(_ name: String) -> String { bench.path(name) }

  /// A mosaic of 24 strips of tiles.
  func addLong(_ name: String = "long.tif") throws {
    try bench.write("flights/\(name)", try Self.long.get())
  }

  private static let long = Result { () -> [UInt8] in
    let bench = try FaultsBench()
    try MadeMosaic(size: PixelSize(width: 300, height: 1536)).write(to: bench.path("flights/long.tif")) {
      MadeMosaic.halves(band: $0, column: $1 % 100, row: $2)
    }
    return try bench.bytes("flights/long.tif")
  }

  /// A small mosaic with weeds left of a column.
  func addWeedy(_ name: String, upTo column: Int) throws {
    try MadeMosaic().write(to: path("flights/\(name)")) {
      MadeMosaic.halves(band: $0, column: $1 < column ? 10 : 60 + $1 % 30, row: $2)
    }
  }

  /// A file that is called a mosaic and is none.
  func addBroken(_ name: String = "broken.tif") throws { try bench.write("flights/\(name)", "no".utf8) }

  /// Writes `job.yaml` with further sections.
  func writeJob(_ more: String = "", fields: String? = nil) throws {
    var job = FaultsJob(fields: fields)
    job.more = more
    try bench.write("job.yaml", job.text.utf8)
  }

  @discardableResult
  func run(_ arguments: [String] = [], environment: [String: String] = [:]) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(["run", path("job.yaml")] + arguments, environment: environment)
  }

  func text(_ name: String) throws -> String { String(decoding: try bench.bytes(name), as: UTF8.self) }

  /// The events of a log, each as a dictionary.
  func events(_ name: String) throws -> [[String: Any]] {
    try text(name).split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  /// Writes a program of a few lines of shell.
  @discardableResult
  func addProgram(_ name: String, _ script: String) throws -> String {
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: path(name)).deletingLastPathComponent().path,
      withIntermediateDirectories: true)
    try bench.write(name, "#!/bin/sh\n\(script)\n".utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path(name))
    return path(name)
  }

  /// The search path with a folder of the bench before it.
  func searchPath(_ folder: String) -> [String: String] {
    ["PATH": "\(path(folder)):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"]
  }

  /// What a schema, asked by the Python package jsonschema, finds wrong with lines of JSON.
  func faults(of file: String, schema: String) throws -> (count: Int, errors: [String]) {
    try Self.faults(of: path(file), schema: schema)
  }

  static func faults(of path: String, schema: String) throws -> (count: Int, errors: [String]) {
    struct Answer: Decodable {
      var count: Int
      var errors: [String]
    }
    let schema = Oracle.project.appendingPathComponent("schemas/\(schema)").path
    let answer = try Oracle.run("lines.py", [schema, path], as: Answer.self)
    return (answer.count, answer.errors)
  }
}

/// A web server on loopback that others wrote.
final class Hook {
  private let process = Process()
  private let file: URL

  init(_ statuses: [Int], in bench: NightBench) throws {
    file = URL(fileURLWithPath: bench.path("hook-\(UUID().uuidString)"))
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["python3", Oracle.project.appendingPathComponent("Tests/CommandTests/Oracles/hook.py").path]
      + statuses.map(String.init)
    process.standardOutput = try FileHandle(forWritingTo: file)
    try process.run()
    let deadline = ContinuousClock.now + .seconds(30)
    while lines.isEmpty, ContinuousClock.now < deadline { usleep(10_000) }
  }

  deinit { kill(process.processIdentifier, SIGKILL) }

  private var lines: [String] {
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  var address: String { "http://127.0.0.1:\(lines.first ?? "")" }

  /// The requests that came.
  func requests() throws -> [[String: Any]] {
    try lines.dropFirst().map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }
}
