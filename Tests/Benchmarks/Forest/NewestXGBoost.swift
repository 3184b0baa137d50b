import Foundation
import Learning

/// The newest XGBoost wheel in a Python process that waits to be asked.
final class NewestXGBoost {
  let name: String
  private let process = Process()
  private let questions = Pipe()
  private let answers = Pipe()

  /// `nil` where no interpreter is named.
  init?(json: Data, table: TrainingTable, folder: URL) throws {
    guard let python = ProcessInfo.processInfo.environment["FURROW_BENCHMARK_PYTHON"] else { return nil }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let model = folder.appendingPathComponent("model.json")
    let rows = folder.appendingPathComponent("rows.f32")
    try json.write(to: model)
    try table.values.withUnsafeBytes { try Data($0).write(to: rows) }
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("newest.py")
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [script.path, model.path, rows.path, "\(table.featureCount)"]
    process.standardInput = questions
    process.standardOutput = answers
    try process.run()
    name = Self.line(from: answers)
  }

  deinit {
    try? questions.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// The CPU seconds of one pass.
  func run() throws -> Double {
    try questions.fileHandleForWriting.write(contentsOf: Data("go\n".utf8))
    return Double(Self.line(from: answers)) ?? .nan
  }

  private static func line(from pipe: Pipe) -> String {
    String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
