import Foundation
import TestSupport
import Testing

@Suite struct ScheduleCronTests: ScheduleTesting {
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
    #expect(states[0] == mine + (try printed(job: job, ["--cron"])))
    #expect(states[1] == mine + (try printed(job: job, ["--cron", "--every", "1h"])))
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
}
