import Foundation
import TestSupport
import Testing

/// Programs of schedulers on this machine.
enum Scheduler {
  static func has(_ name: String) -> Bool {
    ["/usr/bin", "/bin", "/usr/sbin", "/sbin"]
      .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
  }

  /// Whether a test may have mounts of its own.
  static let canMount = (try? Oracle.tool("unshare", ["-m", "true"])) != nil

  /// Runs a program and gives its code with all that it wrote.
  static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> (
    code: Int32, text: String
  ) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}

@Suite struct ScheduleCommandTests {
  /// A name that shells, crontabs and unit files would each take apart.
  private static let hardName = "50 % of $HOME's \"north\""

  /// A bench in a folder of that name, with a job.
  private func bench(_ more: String = "") throws -> (bench: NightBench, job: String) {
    let bench = try NightBench()
    let folder = bench.path(Self.hardName)
    try FileManager.default.createDirectory(atPath: folder + "/flights", withIntermediateDirectories: true)
    var job = FaultsJob()
    job.more = more
    try Data(job.text.utf8).write(to: URL(fileURLWithPath: folder + "/job.yaml"))
    return (bench, folder + "/job.yaml")
  }

  private func printed(_ job: String, _ arguments: [String]) throws -> String {
    let ending = try BuiltFurrow.run(["schedule", job] + arguments)
    try #require(ending.code == 0, "\(ending.errors)")
    return ending.output
  }

  /// Writes the printed units into files of their own.
  private func writeUnits(_ text: String, to folder: String) throws -> [String] {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return try text.split(separator: "# /").map { part in
      let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      let name = try #require(lines[0].split(separator: "/").last)
      try Data(lines[1].utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
      return "\(folder)/\(name)"
    }
  }

  @Test(
    .enabled(if: Scheduler.has("systemd-analyze"), "the package systemd is not installed"),
    arguments: [
      ["--at", "22:00"], ["--every", "15min"], ["--at", "05:30", "--user"], ["--every", "2h", "--user"],
    ])
  func `systemd accepts the units and reads the paths as they are`(arguments: [String]) throws {
    let (bench, job) = try bench("metrics: metrics/a.prom\nuntil: \"06:00\"")
    let text = try printed(job, ["--systemd"] + arguments)
    let units = try writeUnits(text, to: bench.path("units"))
    #expect(units.map { $0.split(separator: ".").last } == ["service", "timer"])
    let verdict = try Scheduler.run(["systemd-analyze", "verify", "--man=no"] + units)
    #expect(verdict.code == 0 && !verdict.text.contains("furrow-"), "\(verdict.text)")
    // With the debug level it tells how it understood the units.
    let dump = try Scheduler.run(
      ["systemd-analyze", "verify", "--man=no"] + units, environment: ["SYSTEMD_LOG_LEVEL": "debug"]
    ).text
    let folder = String(job.dropLast("/job.yaml".count))
    #expect(dump.contains("ReadWritePaths: \(folder)/results -\(folder)/metrics\n"), "\(text)")
    #expect(dump.contains("ReadOnlyPaths: -\(job) -\(folder)/flights\n"), "\(text)")
    let quoted = job.replacing("\"", with: "\\\"").replacing("$", with: "\\$\\$")
    #expect(dump.contains("\(BuiltFurrow.path) run \"\(quoted)\" --unless-running\n"), "\(text)")
  }

  @Test(.enabled(if: Scheduler.has("systemd-analyze"), "the package systemd is not installed"))
  func `systemd finds mistakes in units, and counts the sandbox as a good one`() throws {
    let (bench, job) = try bench()
    let text = try printed(job, ["--systemd"])
    let wrong = try writeUnits(
      text.replacing("OnCalendar=*-*-* 22:00:00", with: "OnCalendar=*-*-* 25:00:00"), to: bench.path("wrong"))
    #expect(try Scheduler.run(["systemd-analyze", "verify", "--man=no"] + wrong).text.contains("furrow-"))
    let service = try writeUnits(text, to: bench.path("units"))[0]
    // Exposure from 0 to 100; what is not sandboxed has 92 and more.
    let review = try Scheduler.run(
      ["systemd-analyze", "security", "--offline=true", "--threshold=45", "--no-pager", service])
    #expect(review.code == 0, "\(review.text.suffix(200))")
  }

  @Test func `the sandbox has a network where the job needs one`() throws {
    let closed = try printed(try bench().job, ["--systemd"])
    #expect(closed.contains("\nPrivateNetwork=yes\nRestrictAddressFamilies=AF_UNIX\n"))
    for more in ["notify: {mail: [mail]}", "notify: {webhook: \"https://a.b/\"}", "allow: {remote: true}"] {
      let open = try printed(try bench(more).job, ["--systemd"])
      #expect(open.contains("\nPrivateNetwork=no\nRestrictAddressFamilies=AF_UNIX AF_INET AF_INET6\n"))
    }
  }

  @Test func `memory is what the job may plan, and room for the rest`() throws {
    let text = try printed(try bench("limits: {max_memory_mb: 1000}").job, ["--systemd"])
    #expect(text.contains("\nMemoryMax=2012M\n"))
  }

  @Test func `code 75 begins a run again, but not after its deadline`() throws {
    #expect(try printed(try bench().job, ["--systemd"]).contains("\nRestart=on-failure\n"))
    for (more, arguments) in [("until: \"06:00\"", ["--at", "22:00"]), ("", ["--every", "15min"])] {
      let text = try printed(try bench(more).job, ["--systemd"] + arguments)
      #expect(text.contains("\nSuccessExitStatus=75 143\n") && !text.contains("Restart="))
    }
  }

  @Test(
    .enabled(if: Scheduler.has("systemctl"), "the package systemd is not installed"))
  func `units are installed, left alone, changed and removed`() throws {
    let (bench, job) = try bench()
    let root = bench.path("root")
    let folder = "\(root)/etc/systemd/user"
    // Without a running systemd, its own systemctl works on a folder.
    try bench.addProgram(
      "bin/systemctl",
      """
      echo "$*" >> "$(dirname "$0")/calls"
      case "$2" in
        enable) exec /usr/bin/systemctl --global --root='\(root)' enable "$4" ;;
        disable) exec /usr/bin/systemctl --global --root='\(root)' disable "$4" ;;
      esac
      """)
    try FileManager.default.createDirectory(
      atPath: "\(root)/etc/systemd", withIntermediateDirectories: true)
    let environment = bench.searchPath("bin").merging(["XDG_CONFIG_HOME": "\(root)/etc"]) { $1 }
    func call(_ action: String, _ more: [String] = []) throws -> BuiltFurrow.Ending {
      try BuiltFurrow.run(
        ["schedule", job, "--systemd", "--user", action] + more, environment: environment)
    }
    #expect(try call("--install").errors.contains("is missing, and the unit may write nowhere else"))
    #expect(!FileManager.default.fileExists(atPath: folder))
    try FileManager.default.createDirectory(
      atPath: String(job.dropLast("job.yaml".count)) + "results", withIntermediateDirectories: true)
    let first = try call("--install")
    #expect(first.code == 0 && first.output.contains("wrote "), "\(first.errors)")
    let link = "\(folder)/timers.target.wants/furrow-faults.timer"
    #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: link)) != nil, "systemctl enabled it")
    let text = try String(contentsOfFile: "\(folder)/furrow-faults.timer", encoding: .utf8)
    let again = try call("--install")
    #expect(again.code == 0 && again.output.contains("there already: ") && !again.output.contains("wrote"))
    #expect(try call("--install", ["--every", "1h"]).output.contains("wrote "))
    #expect(try String(contentsOfFile: "\(folder)/furrow-faults.timer", encoding: .utf8) != text)
    #expect(try call("--remove").code == 0)
    #expect(bench.bench.listing("root/etc/systemd/user").filter { $0.contains("furrow") }.isEmpty)
    #expect(try call("--remove").output.hasPrefix("nothing to remove"))
    let calls = try bench.text("bin/calls").split(separator: "\n")
    #expect(
      calls.filter { $0.contains("able") } == [
        "--user enable --now furrow-faults.timer", "--user enable --now furrow-faults.timer",
        "--user enable --now furrow-faults.timer", "--user disable --now furrow-faults.timer",
      ])
  }

  @Test func `a unit that somebody else wrote is left as it is`() throws {
    let bench = try NightBench()
    try bench.writeJob()
    try bench.bench.write("other.yaml", FaultsJob().text.utf8)
    try FileManager.default.createDirectory(atPath: bench.path("results"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: bench.path("systemd/user"), withIntermediateDirectories: true)
    try bench.addProgram("bin/systemctl", "exit 0")
    let environment = bench.searchPath("bin").merging(["XDG_CONFIG_HOME": bench.path("")]) { $1 }
    func call(_ job: String, _ action: String) throws -> BuiltFurrow.Ending {
      try BuiltFurrow.run(
        ["schedule", bench.path(job), "--systemd", "--user", action], environment: environment)
    }
    try bench.bench.write("systemd/user/furrow-faults.service", "[Service]\nExecStart=/bin/true\n".utf8)
    for action in ["--install", "--remove"] {
      let ending = try call("job.yaml", action)
      #expect(ending.code == 65 && ending.errors.contains("was not written by furrow schedule"))
    }
    #expect(try bench.text("systemd/user/furrow-faults.service").hasPrefix("[Service]"))
    #expect(!bench.bench.exists("systemd/user/furrow-faults.timer"))
    try FileManager.default.removeItem(atPath: bench.path("systemd/user/furrow-faults.service"))
    #expect(try call("job.yaml", "--install").code == 0)
    let ending = try call("other.yaml", "--install")
    #expect(ending.code == 65 && ending.errors.contains(bench.path("job.yaml")), "\(ending.errors)")
    try bench.addProgram("bin/systemctl", "echo 'Failed to connect to bus' >&2; exit 1")
    let refused = try call("job.yaml", "--install")
    #expect(refused.code == 78 && refused.errors.contains("Failed to connect to bus"), "\(refused.errors)")
  }

  @Test(
    .enabled(
      if: Scheduler.has("crontab") && Scheduler.canMount,
      "needs the package cron and the right to mounts of its own"))
  func `the real crontab gets the line once and loses it again`() throws {
    let (bench, job) = try bench()
    try FileManager.default.createDirectory(atPath: bench.path("spool"), withIntermediateDirectories: true)
    try bench.addProgram(
      "steps",
      """
      set -e
      mount --bind '\(bench.path("spool"))' /var/spool/cron/crontabs
      printf '# mine\\n1 1 * * * true\\n' | crontab -
      schedule() { "$FURROW" schedule "$JOB" --cron "$@" >/dev/null; }
      schedule --install; crontab -l; echo ---
      schedule --install; schedule --install --every 1h; crontab -l; echo ---
      schedule --remove; schedule --remove; crontab -l
      """)
    let (code, text) = try Scheduler.run(
      ["unshare", "-m", bench.path("steps")], environment: ["FURROW": BuiltFurrow.path, "JOB": job])
    try #require(code == 0, "\(text)")
    let states = text.components(separatedBy: "---\n")
    let mine = "# mine\n1 1 * * * true\n"
    #expect(states[0] == mine + (try printed(job, ["--cron"])))
    #expect(states[1] == mine + (try printed(job, ["--cron", "--every", "1h"])))
    #expect(states[2] == mine)
  }

  @Test(
    .enabled(
      if: Scheduler.has("cron") && Scheduler.canMount && Oracle.runsAll,
      "needs the package cron, the right to mounts of its own, and up to a minute: FURROW_TEST_ALL"))
  func `a real cron runs the job`() throws {
    let (bench, job) = try bench()
    let folder = String(job.dropLast("/job.yaml".count))
    try Data(Healthy.shared.get().mosaic).write(to: URL(fileURLWithPath: folder + "/flights/healthy.tif"))
    for name in ["spool", "empty"] {
      try FileManager.default.createDirectory(atPath: bench.path(name), withIntermediateDirectories: true)
    }
    let log = "\(folder)/results/furrow-faults.events.jsonl"
    try bench.addProgram(
      "steps",
      """
      set -e
      mount --bind '\(bench.path("spool"))' /var/spool/cron/crontabs
      mount --bind '\(bench.path("empty"))' /etc/cron.d
      mount --bind /dev/null /etc/crontab
      mount -t tmpfs none /run
      "$FURROW" schedule "$JOB" --cron --every 1min --install
      cron -f & cron=$!
      for second in $(seq 90); do
        grep -q run.ended "$LOG" 2>/dev/null && break
        sleep 1
      done
      kill $cron
      """)
    let (code, text) = try Scheduler.run(
      ["unshare", "-m", bench.path("steps")],
      environment: ["FURROW": BuiltFurrow.path, "JOB": job, "LOG": log])
    #expect(code == 0, "\(text)")
    #expect(try String(contentsOfFile: log, encoding: .utf8).contains("flight.done"))
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: folder + "/results/healthy/mask.tif"))
        == Data(try Healthy.shared.get().mask))
  }

  @Test func `the batch script is one for bash, queues the next and becomes the run`() throws {
    let (bench, job) = try bench()
    try bench.addProgram("bin/sbatch", "echo \"sbatch $*\" >> \"$CALLS\"")
    try bench.addProgram("bin/furrow", "echo \"furrow $*\" >> \"$CALLS\"; echo $$ >> \"$CALLS\"")
    let text = try printed(job, ["--slurm", "--at", "22:00", "--program", bench.path("bin/furrow")])
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

  @Test(arguments: [
    ["--every", "7min", "--cron"], ["--at", "25:00", "--cron"], ["--at", "22:00", "--every", "1h", "--cron"],
    ["--user", "--cron"], ["--install", "--remove", "--cron"], [], ["--cron", "--systemd"],
  ]) func `a wrong command line is one`(arguments: [String]) throws {
    let (_, job) = try bench()
    #expect(try BuiltFurrow.run(["schedule", job] + arguments).code == 64)
  }

  @Test(arguments: ["crontab", "systemctl", "squeue"]) func `a missing scheduler is named`(tool: String)
    throws
  {
    let (bench, job) = try bench()
    try FileManager.default.createDirectory(
      atPath: String(job.dropLast("job.yaml".count)) + "results", withIntermediateDirectories: true)
    let option = ["crontab": "--cron", "systemctl": "--systemd", "squeue": "--slurm"][tool] ?? ""
    let ending = try BuiltFurrow.run(
      ["schedule", job, option, "--install"] + (tool == "systemctl" ? ["--user"] : []),
      environment: ["PATH": bench.path("none"), "XDG_CONFIG_HOME": bench.path("config")])
    #expect(ending.code == 78 && ending.errors.contains("'\(tool)'"), "\(ending.errors)")
  }

  /// The examples in jobs/units, as if the project lay in /srv/furrow.
  @Test(arguments: [
    ("furrow-demo.systemd", ["--systemd", "--at", "22:00"]),
    ("furrow-demo.user.systemd", ["--systemd", "--user", "--every", "15min"]),
    ("furrow-demo.crontab", ["--cron", "--at", "22:00"]),
    ("furrow-demo.sbatch", ["--slurm", "--at", "22:00"]),
  ]) func `the examples are what the command prints`(name: String, arguments: [String]) throws {
    let ending = try BuiltFurrow.run(
      [
        "schedule", Oracle.project.appendingPathComponent("jobs/demo.yaml").path, "--program",
        "/usr/local/bin/furrow",
      ] + arguments,
      environment: ["SUDO_USER": "farm", "XDG_CONFIG_HOME": "/home/farm/.config"])
    #expect(ending.code == 0, "\(ending.errors)")
    let text = ending.output.replacing(Oracle.project.path, with: "/srv/furrow")
    try Golden.expect(text, equals: "../../../jobs/units/\(name)")
  }
}
