public import Foundation

/// The built program, run as a black box.
public struct BuiltFurrow: Sendable {
  /// What one run of the program left behind.
  public struct Ending: Sendable {
    /// The exit code, or 128 and the signal's number where a signal ended it.
    public var code: Int32
    /// Standard output.
    public var output: String
    /// Standard error.
    public var errors: String

    /// Makes an ending.
    public init(code: Int32, output: String, errors: String) {
      (self.code, self.output, self.errors) = (code, output, errors)
    }
  }

  /// The program's path: beside the test program.
  public static var path: String {
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("furrow").path
  }

  /// Runs the program and waits for its end.
  public static func run(
    _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]
  ) throws -> Ending {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = folder }
    let files = try TemporaryFolder()
    let outputURL = files.url.appendingPathComponent("out")
    let errorURL = files.url.appendingPathComponent("err")
    for url in [outputURL, errorURL] { _ = FileManager.default.createFile(atPath: url.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: outputURL)
    process.standardError = try FileHandle(forWritingTo: errorURL)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
    return Ending(
      code: process.terminationStatus + signal,
      output: String(decoding: try Data(contentsOf: outputURL), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errorURL), as: UTF8.self))
  }
}

/// A folder that goes when the value that made it goes.
public final class TemporaryFolder: Sendable {
  /// Where it is.
  public let url: URL

  /// Makes an empty folder.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("furrow-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
