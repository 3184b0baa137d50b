import TestSupport
import Testing

@Suite struct HelpTests {
  static let commands = [
    "inspect", "indices", "init", "validate", "run", "report", "flights", "fields", "query", "doctor",
    "verify-seams", "bench", "simulate", "annotations", "train", "evaluate", "model", "shard",
    "status", "retry", "quarantine", "forget", "schedule", "check", "gc", "backup", "export", "prescribe",
    "site",
  ]

  @Test func `the program's help is the golden one`() throws {
    let ending = try BuiltFurrow.run(["--help"], environment: ["COLUMNS": "100"])
    #expect(ending.code == 0)
    try Golden.expect(ending.output, equals: "help.txt")
    for command in Self.commands { #expect(ending.output.contains("\n  \(command) ")) }
  }

  @Test(arguments: commands) func `a command's help is the golden one and has an example`(
    command: String
  ) throws {
    let ending = try BuiltFurrow.run([command, "--help"], environment: ["COLUMNS": "100"])
    #expect(ending.code == 0)
    #expect(ending.output.contains("furrow \(command)"))
    #expect(ending.output.contains("Example"))
    #expect(ending.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    try Golden.expect(ending.output, equals: "help-\(command).txt")
  }

  @Test(arguments: ["check", "suggest"]) func `help on commands for labels is the golden one`(
    command: String
  ) throws {
    let ending = try BuiltFurrow.run(["annotations", command, "--help"], environment: ["COLUMNS": "100"])
    #expect(ending.code == 0 && ending.output.contains("Example"))
    try Golden.expect(ending.output, equals: "help-annotations-\(command).txt")
  }

  @Test(arguments: ["plan", "work", "reduce"]) func `help on commands for shards is the golden one`(
    command: String
  ) throws {
    let ending = try BuiltFurrow.run(["shard", command, "--help"], environment: ["COLUMNS": "100"])
    #expect(ending.code == 0 && ending.output.contains("Example"))
    try Golden.expect(ending.output, equals: "help-shard-\(command).txt")
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func `completions are made for each shell`(shell: String) throws {
    let ending = try BuiltFurrow.run(["--generate-completion-script", shell])
    #expect(ending.code == 0)
    for command in Self.commands { #expect(ending.output.contains(command)) }
  }
}
