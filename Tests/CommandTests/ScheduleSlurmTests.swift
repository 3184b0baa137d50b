import Foundation
import TestSupport
import Testing

@Suite struct ScheduleSlurmTests: ScheduleTesting {
  @Test func `the batch script is one for bash, queues the next and becomes the run`() throws {
    let (bench, job) = try bench()
    try bench.addProgram("bin/sbatch", "echo \"sbatch $*\" >> \"$CALLS\"")
    try bench.addProgram("bin/furrow", "echo \"furrow $*\" >> \"$CALLS\"; echo $$ >> \"$CALLS\"")
    let text = try printed(job: job, ["--slurm", "--at", "22:00", "--program", bench.path("bin/furrow")])
    let script = String(job.dropLast("job.yaml".count)) + "results/furrow-faults.sbatch"
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: script).deletingLastPathComponent().path, withIntermediateDirectories: true
    )
    try Data(text.utf8).write(to: URL(fileURLWithPath: script))
    #expect(try Scheduler.run(["bash", "-n", script]).code == 0)
    let environment = bench.searchPath("bin").merging(["CALLS": bench.path("calls")]) { $1 }
    func run(_ more: [String: String] = [:]) throws -> [Substring] {
      try? FileManager.default.removeItem(atPath: bench.path("calls"))
      let ending = try Scheduler.run(["bash", script], environment: environment.merging(more) { $1 })
      #expect(ending.code == 0, "\(ending.text)")
      return try bench.text("calls").split(separator: "\n").dropLast()
    }
    let begun = "furrow run \(job) --unless-running --threads "
    #expect(try run() == ["sbatch --begin=22:00 \(script)", "\(begun)2"])
    #expect(try run(["SLURM_CPUS_PER_TASK": "7"]).last == "\(begun)7")
    #expect(
      try run(["SLURM_RESTART_COUNT": "1"]) == ["\(begun)2"], "a batch that is queued again queues no other")
    for option in ["--signal=B:TERM@120", "--requeue", "--open-mode=append", "--dependency=singleton"] {
      #expect(text.contains("\n#SBATCH \(option)\n"))
    }
  }

  @Test func `a batch is queued once and taken back`() throws {
    let (bench, job) = try bench()
    try bench.addProgram("bin/squeue", "cat \"$STATE\" 2>/dev/null; exit 0")
    try bench.addProgram("bin/sbatch", "echo 17 > \"$STATE\"; echo Submitted batch job 17")
    try bench.addProgram("bin/scancel", "echo \"$*\" > \"$STATE.cancelled\"; rm -f \"$STATE\"")
    let environment = bench.searchPath("bin").merging(["STATE": bench.path("state")]) { $1 }
    func call(_ action: String) throws -> String {
      try BuiltFurrow.run(["schedule", job, "--slurm", action], environment: environment).output
    }
    let first = try call("--install")
    #expect(first.contains("wrote ") && first.contains("Submitted batch job 17"))
    let again = try call("--install")
    #expect(again.contains("there already: batch 17") && !again.contains("Submitted"))
    #expect(try call("--remove").hasPrefix("removed "))
    #expect(try bench.text("state.cancelled") == "--me --state=PENDING --name=furrow-faults\n")
    #expect(try call("--remove").hasPrefix("nothing to remove"))
  }
}
