import ArgumentParser
import Foundation
import JobDefinition
import Nights

/// `furrow schedule`.
struct ScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "Has a job run by systemd, cron or Slurm.",
    usage: "furrow schedule <job> (--systemd | --cron | --slurm) [--at <HH:MM> | --every <time>]",
    discussion: """
      Prints what would be written. With --install it is written and switched on, with --remove \
      switched off and taken away; both may be done twice. What somebody else wrote is left alone.

      A run that a schedule begins while another run of the job is at work ends at once with code 0.

      Examples:
        furrow schedule jobs/demo.yaml --systemd --at 22:00
        furrow schedule jobs/demo.yaml --systemd --user --every 15min --install
        furrow schedule jobs/demo.yaml --cron --every 1h --install
        furrow schedule jobs/demo.yaml --slurm --at 22:00 > demo.sbatch
        furrow schedule jobs/demo.yaml --cron --remove
      """)

  /// Who begins the runs.
  enum Scheduler: String, EnumerableFlag {
    case systemd, cron, slurm

    static func help(for value: Scheduler) -> ArgumentHelp? {
      switch value {
      case .systemd: "A service and a timer of systemd, in a sandbox."
      case .cron: "A line of your crontab."
      case .slurm: "A batch script for Slurm that queues itself for the next time."
      }
    }
  }

  /// What is done besides printing.
  enum Action: String, EnumerableFlag {
    case install, remove

    static func help(for value: Action) -> ArgumentHelp? {
      switch value {
      case .install: "Write it and switch it on."
      case .remove: "Switch it off and take it away."
      }
    }
  }

  @Argument(help: "The job file.", completion: .file(extensions: ["yaml", "yml"]))
  var job: String

  @Flag(exclusivity: .exclusive)
  var scheduler: Scheduler

  @Option(help: ArgumentHelp("Once a day at this time. Without it and --every: 22:00.", valueName: "HH:MM"))
  var at: String?

  @Option(help: ArgumentHelp("All day long, as in 15min or 2h.", valueName: "time"))
  var every: String?

  @Flag(exclusivity: .exclusive)
  var action: Action?

  @Flag(help: "For systemd: units of your own instead of the machine's.")
  var user = false

  @Option(help: ArgumentHelp("The furrow that is run. Without it: this one.", valueName: "path"))
  var program: String?

  func validate() throws {
    if at != nil, every != nil { throw ValidationError("--at and --every exclude each other") }
    if user, scheduler != .systemd { throw ValidationError("--user goes with --systemd") }
    if let at, TimeOfDay(at) == nil { throw ValidationError("'\(at)' is not a time of day such as 22:00") }
  }

  func run() throws {
    let file = Self.absolute(job)
    let scheduled = try ScheduledJob(
      try JobFile.read(file), file: file, program: Self.absolute(program ?? Self.ownPath),
      rhythm: try rhythm())
    let schedule = try schedule(scheduled)
    switch action {
    case nil: Output.write(schedule.text + (schedule.text.hasSuffix("\n") ? "" : "\n"))
    case .install: try schedule.install().forEach(Output.line)
    case .remove: try schedule.remove().forEach(Output.line)
    }
  }

  private func rhythm() throws -> Rhythm {
    if let every { return try Rhythm(interval: every) }
    guard let time = TimeOfDay(at ?? "22:00") else { throw ScheduleError.rhythm(at ?? "") }
    return .daily(time)
  }

  private func schedule(_ scheduled: ScheduledJob) throws -> any Schedule {
    switch scheduler {
    case .systemd: SystemdUnits(scheduled, manager: user ? .user : .system(user: Self.userName))
    case .cron: try CrontabLine(scheduled)
    case .slurm: SlurmBatch(scheduled)
    }
  }

  /// Who the machine's units run as: the one who asks, also through sudo.
  private static var userName: String {
    ProcessInfo.processInfo.environment["SUDO_USER"] ?? NSUserName()
  }

  private static var ownPath: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/usr/local/bin/furrow"
  }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}
