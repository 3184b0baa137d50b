import Foundation
import Testing
import TestSupport

/// A small soak; `make soak` runs the large one.
@Suite struct SoakTests {
  private static let script = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Soak/soak.py").path

  @Test func `every good flight is there once after kills and two schedulers, and nothing else`() throws {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [
      "-B", Self.script, BuiltFurrow.path, "--flights", "20", "--kills", "8", "--work", folder.url.path,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(text)")
  }
}
