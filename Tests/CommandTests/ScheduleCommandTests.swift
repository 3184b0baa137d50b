import Foundation
import TestSupport
import Testing

@Suite struct ScheduleCommandTests: ScheduleTesting {
  @Test(arguments: [
    ["--every", "7min", "--cron"], ["--at", "25:00", "--cron"], ["--at", "22:00", "--every", "1h", "--cron"],
    ["--user", "--cron"], ["--install", "--remove", "--cron"], [], ["--cron", "--systemd"],
  ]) func `a wrong command line is one`(arguments: [String]) throws {
    let (bench, job) = try bench()
    let ending = try BuiltFurrow.run(["schedule", job] + arguments)
    #expect(ending.code == 64, "\(ending.errors)")
    withExtendedLifetime(bench) {}
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
