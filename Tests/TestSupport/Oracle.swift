public import Foundation

/// The Python environment with the programs that tests compare with, and real
/// data sets where they lie beside the project.
public enum Oracle {
  /// The interpreter; `nil` where `make test` did not start the tests.
  public static var python: String? { ProcessInfo.processInfo.environment["FURROW_ORACLE_PYTHON"] }

  /// The project's folder.
  public static let project = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder with real data sets; `nil` where there is none.
  public static var realData: URL? {
    let folder = project.deletingLastPathComponent().appendingPathComponent("shared/data")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }

  /// Whether the heavy tests run too, as `make test-all` asks.
  public static var runsAll: Bool { ProcessInfo.processInfo.environment["FURROW_TEST_ALL"] != nil }

  /// The interpreter that holds the modules of installed system packages.
  public static let systemPython = "/usr/bin/python3"

  /// Runs one of the scripts in Tests/CommandTests/Oracles and reads the JSON
  /// object that it prints.
  public static func run<Answer: Decodable>(
    _ script: String, _ arguments: [String], interpreter: String? = nil, as type: Answer.Type
  ) throws -> Answer {
    let path = project.appendingPathComponent("Tests/CommandTests/Oracles/\(script)").path
    let output = try tool(interpreter ?? python ?? "python3", [path] + arguments)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(output.utf8))
  }

  /// Runs a program from the search path, or by its full path.
  ///
  /// - Returns: What it wrote to standard output.
  /// - Throws: `ToolFailure` where it does not end with 0.
  @discardableResult
  public static func tool(_ name: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    let output = Pipe()
    let folder = try TemporaryFolder()
    let errors = folder.url.appendingPathComponent("errors")
    _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ToolFailure(
        tool: name, arguments: arguments, code: process.terminationStatus,
        errors: String(decoding: try Data(contentsOf: errors).suffix(4000), as: UTF8.self))
    }
    return String(decoding: data, as: UTF8.self)
  }
}

/// A program that did not end well.
public struct ToolFailure: Error, Hashable, Sendable {
  /// The program.
  public var tool: String
  /// What it was asked.
  public var arguments: [String]
  /// How it ended.
  public var code: Int32
  /// The end of what it wrote to standard error.
  public var errors: String
}
