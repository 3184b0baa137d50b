import Foundation
import JobDefinition
import TestSupport
import Testing

@testable import Batch

@Suite struct SlurmTextTests {
  @Test func `neighbouring tasks are written as ranges`() {
    let arrays = SlurmArray.arrays(of: [1, 2, 3, 5, 8, 9], limit: 1001)
    #expect(arrays.map { $0.text(atOnce: nil) } == ["1-3,5,8-9"])
    #expect(arrays.map { $0.text(atOnce: 20) } == ["1-3,5,8-9%20"])
  }

  @Test func `numbers stay below the cluster's limit, and offsets tell which shard it is`() {
    let shards = Array(1...2500)
    let arrays = SlurmArray.arrays(of: shards, limit: 1001)
    #expect(arrays.map(\.offset) == [0, 1000, 2000])
    #expect(arrays.map { $0.text(atOnce: nil) } == ["1-1000", "1-1000", "1-500"])
    #expect(arrays.flatMap { array in array.tasks.map { $0 + array.offset } } == shards)
    #expect(SlurmArray.arrays(of: [4, 5, 9], limit: 5).map(\.tasks) == [[4], [1], [1]])
    #expect(SlurmArray.arrays(of: [], limit: 5).isEmpty)
  }

  @Test(arguments: ["plain", "it's", "$HOME", "`id`", "a b", "\"q\"", "%j", "*", "-x", "\\", "ü"])
  func `a shell takes a quoted word as it stands`(word: String) throws {
    #expect(try Oracle.tool("sh", ["-c", "printf %s \(SlurmScript.quoted(word))"]) == word)
  }

  @Test func `scripts are what a shell can read`() throws {
    let script = SlurmScript(
      commands: ShardCommands(program: "/opt/it's/furrow", plan: "/a b/$x/plan.json"),
      selection: SlurmSelection())
    for text in [script.work, script.reduce] { try Oracle.tool("sh", ["-n", "-c", text]) }
    #expect(script.work.contains(#"shard' 'work' '/a b/$x/plan.json' "$((SLURM_ARRAY_TASK_ID + $1))""#))
  }

  @Test func `jobs of one output folder have one name, whatever the plan`() {
    let names = SlurmNames(job: "a", output: "/out")
    #expect(names.work != SlurmNames(job: "a", output: "/other").work)
    #expect(names.reduce == names.work + "-reduce")
    #expect(SlurmNames.key(ofPlan: "/p") != SlurmNames.key(ofPlan: "/q"))
  }
}
