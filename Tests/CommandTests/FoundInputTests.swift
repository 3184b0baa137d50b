import Foundation
import TestSupport
import Testing

/// What fuzzing once found, read again: every reader answers and none traps.
@Suite struct FoundInputTests {
  @Test(arguments: [
    "job", "card", "forest", "sidecar", "boundaries", "annotations", "list", "manifest", "plan", "shard",
    "shard-rows", "shard-sums", "shard-settled", "shard-patches", "shard-tile", "strip", "mosaic",
  ])
  func `what fuzzing found is read or refused`(reader: String) throws {
    let program = URL(fileURLWithPath: BuiltFurrow.path).deletingLastPathComponent()
      .appendingPathComponent("furrow-fuzz").path
    let files = ["Seeds", "Found"].flatMap { kind -> [String] in
      let folder = Oracle.project.appendingPathComponent("Tests/Fuzz/\(kind)/\(reader)").path
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return names.sorted().map { "\(folder)/\($0)" }
    }
    let answers = try Oracle.tool(program, [reader] + files).split(separator: "\n")
    #expect(answers.count == files.count, "\(answers)")
    for (file, answer) in zip(files, answers) where file.contains("/Seeds/") {
      #expect(answer == "\(file): read")
    }
  }
}
