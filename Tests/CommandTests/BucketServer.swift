import Foundation
import TestSupport
import Testing

/// A bucket of an object store on this machine, as long as this value lives.
final class BucketServer {
  private let process = Process()
  private let log: String
  /// What the program must be told to find it.
  let environment: [String: String]

  /// - Parameter failing: What fails and how, as `bucket.py` takes it.
  init(folder: String, log: String, failing: [String] = []) throws {
    self.log = log
    let output = Pipe()
    let script = Oracle.project.appendingPathComponent("Tests/CommandTests/Oracles/bucket.py").path
    process.executableURL = URL(fileURLWithPath: Oracle.systemPython)
    process.arguments = [script, folder, log] + failing
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
    environment = [
      "AWS_NO_SIGN_REQUEST": "YES", "AWS_S3_ENDPOINT": "127.0.0.1:\(port)", "AWS_HTTPS": "NO",
      "AWS_VIRTUAL_HOSTING": "FALSE", "GDAL_HTTP_TIMEOUT": "2", "GDAL_HTTP_CONNECTTIMEOUT": "2",
      "no_proxy": "127.0.0.1",
    ]
  }

  deinit {
    // The test's thread may hold back other signals, and its children with it.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// The requests so far.
  var requests: [String] {
    ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
  }
}
