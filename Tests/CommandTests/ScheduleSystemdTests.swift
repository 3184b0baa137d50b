import Foundation
import TestSupport
import Testing

@Suite struct ScheduleSystemdTests: ScheduleTesting {
  @Test(
    .enabled(if: Scheduler.has("systemd-analyze"), "the package systemd is not installed"),
    arguments: [
      ["--at", "22:00"], ["--every", "15min"], ["--at", "05:30", "--user"], ["--every", "2h", "--user"],
    ])
  func `systemd accepts the units and reads the paths as they are`(arguments: [String]) throws {
    let (bench, job) = try bench("metrics: metrics/a.prom\nuntil: \"06:00\"")
    let text = try printed(job: job, ["--systemd"] + arguments)
    let units = try writeUnits(text, to: bench.path("units"))
    #expect(units.map { $0.split(separator: ".").last } == ["service", "timer"])
    let verdict = try Scheduler.run(["systemd-analyze", "verify", "--man=no"] + units)
    #expect(verdict.code == 0 && !verdict.text.contains("furrow-"), "\(verdict.text)")
    // With the debug level it tells on standard output how it understood the units.
    let dump = try Scheduler.run(
      ["sh", "-c", "exec systemd-analyze verify --man=no \"$@\" 2>/dev/null", "sh"] + units,
      environment: ["SYSTEMD_LOG_LEVEL": "debug"]
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
    let text = try printed(job: job, ["--systemd"])
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
    let closed = try printed("", ["--systemd"])
    #expect(closed.contains("\nPrivateNetwork=yes\nRestrictAddressFamilies=AF_UNIX\n"))
    for more in ["notify: {mail: [mail]}", "notify: {webhook: \"https://a.b/\"}", "allow: {remote: true}"] {
      let open = try printed(more, ["--systemd"])
      #expect(open.contains("\nPrivateNetwork=no\nRestrictAddressFamilies=AF_UNIX AF_INET AF_INET6\n"))
    }
  }

  @Test func `memory is what the job may plan, and room for the rest`() throws {
    let text = try printed("limits: {max_memory_mb: 1000}", ["--systemd"])
    #expect(text.contains("\nMemoryMax=2012M\n"))
  }

  @Test func `code 75 begins a run again, but not after its deadline`() throws {
    #expect(try printed("", ["--systemd"]).contains("\nRestart=on-failure\n"))
    for (more, arguments) in [("until: \"06:00\"", ["--at", "22:00"]), ("", ["--every", "15min"])] {
      let text = try printed(more, ["--systemd"] + arguments)
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
}
