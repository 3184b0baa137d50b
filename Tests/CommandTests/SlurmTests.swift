import Foundation
import TestSupport
import Testing

/// Runs on a real cluster of one controller and three nodes. Rows 34 to 37 of docs/faults.md.
@Suite(
  .serialized, .enabled(if: SlurmCluster.isPossible, "no Slurm here, or this machine's name has no address"))
struct SlurmTests {
  @Test func `an array of tasks gives what one machine gives, byte for byte`() throws {
    let slurm = try SlurmBench("note $2 $4")
    defer { slurm.clear() }
    let ending = try slurm.run()
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.errors.contains("handed 7 shards to Slurm"), "\(ending.errors)")
    #expect(slurm.notes.sorted() == (["reduce"] + (1...7).map { "work \($0)" }).sorted())
    try slurm.expectUndisturbed()
    #expect(try slurm.queue().isEmpty)
    let again = try slurm.run()
    #expect(again.code == 0 && again.output.contains("tall: already done"), "\(again.errors)")
  }

  @Test func `a second call while tasks wait submits nothing and can follow them`() throws {
    let slurm = try SlurmBench("[ $2 = work ] && note $4 && wait_until_open")
    defer { slurm.clear() }
    let first = try slurm.run(["--no-wait"])
    #expect(first.code == 0 && first.output.contains("handed 7 shards to Slurm"), "\(first.errors)")
    let queue = try Set(slurm.queue().map { $0[0] })
    let second = try slurm.run(["--no-wait"])
    #expect(second.code == 0 && second.output.contains("Slurm has this work already"), "\(second.errors)")
    #expect(try Set(slurm.queue().map { $0[0] }) == queue)
    let follower = try slurm.start()
    #expect(follower.wait { follower.errors.contains("Slurm has this work already") })
    try slurm.open()
    let ending = follower.wait()
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(slurm.notes.sorted() == (1...7).map(String.init))
    try slurm.expectUndisturbed()
  }

  @Test func `who stops following leaves the work in the queue`() throws {
    let slurm = try SlurmBench("[ $2 = work ] && note $4 && wait_until_open")
    defer { slurm.clear() }
    let follower = try slurm.start()
    #expect(follower.wait { follower.errors.contains("handed 7 shards") })
    follower.send(SIGTERM)
    #expect(follower.wait().code == 143)
    #expect(try slurm.queue().count == 8)
    try slurm.open()
    #expect(try slurm.run().code == 0)
    try slurm.expectUndisturbed()
  }

  @Test func `shards that Slurm has in its queue are not swept`() throws {
    let slurm = try SlurmBench("wait_until_open")
    defer { slurm.clear() }
    // Another job makes the catalog, which shards alone do not.
    try slurm.bench.addHealthy("../healthy.tif")
    let other = FaultsJob(flights: "{mosaics: [{file: healthy.tif}]}", name: "other")
    try slurm.bench.write("other.yaml", other.text.utf8)
    #expect(try BuiltFurrow.run(["run", slurm.bench.path("other.yaml")]).code == 0)
    #expect(try slurm.run(["--no-wait"]).code == 0)
    func sweep(_ environment: [String: String]) throws -> String {
      try BuiltFurrow.run(
        ["gc", "--work", "0 s", "--job", slurm.bench.path("job.yaml")], environment: environment
      ).output
    }
    #expect(try sweep(slurm.cluster.environment) == "nothing to remove\n")
    slurm.clear()
    #expect(try sweep(["PATH": "/nowhere"]) == "nothing to remove\n", "nobody to ask")
    #expect(try sweep(slurm.cluster.environment).hasPrefix("work: '"))
    #expect(!slurm.bench.listing("results/.furrow").contains { $0.hasPrefix("shards.") })
  }

  @Test func `a task that asks twice for another try gets it, and merging waits`() throws {
    let slurm = try SlurmBench(
      """
      if [ "$2 $4" = "work 2" ]; then
        note "try ${SLURM_RESTART_COUNT:-0}"
        [ "${SLURM_RESTART_COUNT:-0}" -lt 2 ] && exit 75
      fi
      """)
    defer { slurm.clear() }
    let ending = try slurm.run()
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(slurm.notes == ["try 0", "try 1", "try 2"])
    try slurm.expectUndisturbed()
  }

  @Test func `missing shards are submitted again, then named with their rows`() throws {
    let slurm = try SlurmBench(
      """
      if [ "$2 $4" = "work 6" ]; then
        note failed
        [ -e "$BENCH/open" ] || exit 75
      elif [ "$2 $4" = "work 3" ] && [ ! -e "$BENCH/third" ]; then
        touch "$BENCH/third"
        exit 1
      fi
      [ $2 = work ] || note $2
      """, slurm: "resubmit: 1, requeue: 0")
    defer { slurm.clear() }
    let ending = try slurm.run()
    #expect(ending.code == 75, "\(ending.errors)")
    #expect(ending.errors.contains("a shard is missing"), "\(ending.errors)")
    #expect(ending.errors.contains("flight 'tall', rows 2560 to 3071"), "\(ending.errors)")
    #expect(slurm.notes == ["failed", "reduce", "resubmit", "failed", "reduce", "resubmit"])
    #expect(!slurm.bench.exists("results/tall"))
    try slurm.open()
    #expect(try slurm.run().code == 0)
    try slurm.expectUndisturbed()
  }

  @Test func `a cancelled task is named, and the next call does it`() throws {
    let slurm = try SlurmBench("[ \"$2 $4\" = \"work 2\" ] && note $SLURM_ARRAY_JOB_ID && wait_until_open")
    defer { slurm.clear() }
    let follower = try slurm.start()
    #expect(slurm.waits(forNote: ""))
    try slurm.cluster.run("scancel", ["\(slurm.notes[0])_2"])
    let ending = follower.wait()
    #expect(ending.code == 75)
    #expect(ending.errors.contains("flight 'tall', rows 512 to 1023"), "\(ending.errors)")
    try slurm.open()
    let again = try slurm.run()
    #expect(again.code == 0, "\(again.errors)")
    #expect(again.errors.contains("handed 1 shard to Slurm"), "\(again.errors)")
    try slurm.expectUndisturbed()
  }

  @Test func `without its controller the work goes on, and following outlasts that`() throws {
    let slurm = try SlurmBench("[ $2 = work ] && note $4 && wait_until_open")
    defer { slurm.clear() }
    let follower = try slurm.start()
    #expect(slurm.waits(forNote: "4"))
    // The controller writes its state within five seconds; what it had not
    // written it cannot know afterwards.
    sleep(6)
    try slurm.cluster.killController()
    try slurm.open()
    sleep(2)
    try slurm.cluster.startController()
    let ending = follower.wait()
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(slurm.notes.sorted() == (1...7).map(String.init), "each ran once")
    try slurm.expectUndisturbed()
  }

  @Test func `what a lost node was doing is done by another`() throws {
    let slurm = try SlurmBench(
      """
      if [ "$2 $4" = "work 3" ]; then
        note "$SLURMD_NODENAME try ${SLURM_RESTART_COUNT:-0}"
        [ "${SLURM_RESTART_COUNT:-0}" = 0 ] && wait_until_open
      fi
      """)
    defer { slurm.clear() }
    let follower = try slurm.start()
    #expect(slurm.waits(forNote: "n"))
    let node = String(slurm.notes[0].prefix { $0 != " " })
    try slurm.cluster.kill(node: node)
    let ending = follower.wait()
    try slurm.cluster.start(node: node)
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(slurm.notes.count == 2 && !slurm.notes[1].hasPrefix(node), "\(slurm.notes)")
    #expect(slurm.notes[1].hasSuffix("try 1"))
    try slurm.expectUndisturbed()
  }

  @Test func `one task three times at once and two mergings leave one row and the same bytes`() throws {
    let slurm = try SlurmBench("note $2 && [ $2 = work ] && wait_until_open")
    defer { slurm.clear() }
    let (plan, program) = (slurm.bench.path("shards/plan.json"), slurm.bench.path("node.sh"))
    let planning = try BuiltFurrow.run(
      ["shard", "plan", slurm.bench.path("job.yaml"), "--shards", "2", "--into", slurm.bench.path("shards")])
    #expect(planning.code == 0, "\(planning.errors)")
    func submit(_ arguments: [String], _ words: String) throws -> String {
      try slurm.cluster.run(
        "sbatch", ["--parsable", "--mem=500M", "--output=/dev/null"] + arguments + ["--wrap", words]
      ).trimmingCharacters(in: .whitespacesAndNewlines)
    }
    func quoted(_ path: String) -> String { "'\(path.replacing("'", with: #"'\''"#))'" }
    let work = "\(quoted(program)) shard work \(quoted(plan))"
    let jobs = try [submit(["--array=0-2"], "\(work) 1"), submit([], "\(work) 2")]
    #expect(slurm.waits { slurm.notes.count == 4 })
    try slurm.open()
    _ = try submit(
      ["--array=0-1", "--dependency=afterany:\(jobs.joined(separator: ":"))"],
      "\(quoted(program)) shard reduce \(quoted(plan))")
    #expect(slurm.waits { slurm.notes.count == 6 && (try? slurm.queue().isEmpty) == true })
    #expect(slurm.bench.listing("shards") == ["plan.json", "shard-000001", "shard-000002"])
    try slurm.expectUndisturbed()
  }

  @Test func `what Slurm refuses is told in its words`() throws {
    let slurm = try SlurmBench(slurm: "partition: nowhere")
    let ending = try slurm.run()
    #expect(ending.code == 78, "\(ending.errors)")
    #expect(ending.errors.contains("sbatch says 'invalid partition specified: nowhere"), "\(ending.errors)")
    #expect(try slurm.queue().isEmpty)
  }

  @Test func `nothing of the cluster listens beyond this machine`() throws {
    let slurm = try SlurmCluster.shared.get()
    let lines = try slurm.run("scontrol", ["show", "config"]).split(separator: "\n")
    let line = try #require(lines.first { $0.hasPrefix("SlurmctldPort") })
    let number = try #require(line.split(separator: " ").last.flatMap { Int($0) })
    let port = String(format: "%04X", number)
    let listening = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8).split(separator: "\n")
      .map { $0.split(separator: " ").map(String.init) }
      .filter { words in words.count > 3 && words[3] == "0A" }
      .map { words in words[1] }
    #expect(listening.contains("0100007F:\(port)"))
    #expect(!listening.contains("00000000:\(port)"))
  }
}

/// What happens without a cluster.
@Suite struct SlurmAbsenceTests {
  @Test func `a machine without Slurm says so`() throws {
    let bench = try FaultsBench()
    try bench.addHealthy()
    var job = FaultsJob()
    job.more = "engine: slurm"
    try bench.write("job.yaml", job.text.utf8)
    let ending = try BuiltFurrow.run(["run", bench.path("job.yaml")], environment: ["PATH": "/nowhere"])
    #expect(ending.code == 78, "\(ending.errors)")
    #expect(ending.errors.contains("there is no 'squeue' on this machine's search path"), "\(ending.errors)")
  }
}
