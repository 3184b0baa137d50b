import Foundation
import TestSupport
import Testing

/// The commands of docs/cookbook.md, each with what the page says it prints.
@Suite struct CookbookTests {
  private static let page = Oracle.project.appendingPathComponent("docs/cookbook.md")

  /// A command of the page and what is to follow it.
  private struct Recipe {
    var command: String
    var output: String
  }

  private static func recipes(of text: String) -> [Recipe] {
    text.matches(of: /```console\n\$ ((?s).*?)\n```/).map { block in
      var lines = block.output.1.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      var command = lines.removeFirst()
      while command.count(where: { $0 == "\"" }) % 2 == 1, !lines.isEmpty {
        command += "\n" + lines.removeFirst()
      }
      return Recipe(command: command, output: lines.map { $0 + "\n" }.joined())
    }
  }

  /// What a command prints in the folder of the demonstration.
  private static func output(of command: String, in folder: URL) throws -> String {
    let program = URL(fileURLWithPath: BuiltFurrow.path).deletingLastPathComponent().path
    return try Oracle.tool("bash", ["-c", "cd '\(folder.path)' && PATH=\"\(program):$PATH\"\n\(command)"])
  }

  @Test func `the cookbook prints what it says`() throws {
    let folder = try DemoRun.shared.get().folder.url
    var text = try String(contentsOf: Self.page, encoding: .utf8)
    let recipes = Self.recipes(of: text)
    #expect(recipes.count >= 8)
    for recipe in recipes {
      let output = try Self.output(of: recipe.command, in: folder)
      #expect(output == recipe.output, "\(recipe.command)")
      text = text.replacing(
        "$ \(recipe.command)\n\(recipe.output)```", with: "$ \(recipe.command)\n\(output)```")
    }
    if Golden.isRecording { try text.write(to: Self.page, atomically: true, encoding: .utf8) }
  }
}
