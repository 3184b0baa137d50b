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

  // MARK: Python and R

  /// A program of the page and what is to be printed.
  private struct Snippet {
    var text: String
    var output: String
  }

  private static func snippet(in language: String) throws -> Snippet {
    let page = try String(contentsOf: page, encoding: .utf8)
    let begin = try #require(page.range(of: "```\(language)\n")).upperBound
    let block = try #require(page[begin...].firstMatch(of: /((?s).*?)```\n\n```text\n((?s).*?)```/))
    return Snippet(text: String(block.output.1), output: String(block.output.2))
  }

  /// The first of some interpreters that has what a snippet loads.
  private static func interpreter(_ names: [String?], _ arguments: [String]) -> String? {
    names.compactMap(\.self).first { (try? Oracle.tool($0, arguments)) != nil }
  }

  private static let python = interpreter(
    ["python3", Oracle.python, Oracle.systemPython], ["-c", "import pandas"])
  private static let r = interpreter(
    ["Rscript"], ["-e", "library(DBI); library(RSQLite); library(ggplot2)"])

  private func check(_ language: String, _ interpreter: String?, file: String) throws {
    let snippet = try Self.snippet(in: language)
    let folder = try DemoRun.shared.get().folder.url
    try Data(snippet.text.utf8).write(to: folder.appendingPathComponent(file))
    let output = try Self.output(of: "'\(interpreter ?? "")' \(file)", in: folder)
    #expect(output == snippet.output)
  }

  @Test(.enabled(if: python != nil, "no Python at hand has pandas"))
  func `pandas prints what the cookbook says`() throws {
    try check("python", Self.python, file: "season.py")
  }

  @Test(.enabled(if: r != nil, "there is no R with RSQLite and ggplot2"))
  func `R prints what the cookbook says, and a picture`() throws {
    try check("r", Self.r, file: "season.R")
    let picture = try DemoRun.shared.get().folder.url.appendingPathComponent("crop.png")
    #expect(try Data(contentsOf: picture).starts(with: [0x89, 0x50, 0x4E, 0x47]))
  }
}
