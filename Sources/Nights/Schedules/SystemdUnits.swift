/// A service and the timer that begins it.
public struct SystemdUnits: Hashable, Sendable {
  /// Whose manager keeps the units.
  public enum Manager: Hashable, Sendable {
    /// The machine's; the run is this user's.
    case system(user: String)
    /// The user's own.
    case user
  }

  let scheduled: ScheduledJob
  let manager: Manager

  /// Describes the units of a job.
  public init(_ scheduled: ScheduledJob, manager: Manager) {
    (self.scheduled, self.manager) = (scheduled, manager)
  }

  /// The units by the names of their files.
  public var files: [(name: String, text: String)] {
    [("\(scheduled.unitName).service", service), ("\(scheduled.unitName).timer", timer)]
  }

  /// The service: one run, alone with its folders.
  var service: String {
    text([
      ("Unit", unit), ("Service", process + limits + sandbox),
    ])
  }

  /// The timer.
  var timer: String {
    text([
      ("Unit", [("Description", "When the job \(scheduled.job.name) of Furrow is run")]),
      (
        "Timer",
        [
          ("OnCalendar", scheduled.rhythm.calendar), ("Persistent", "true"),
          ("RandomizedDelaySec", "\(scheduled.rhythm.delaySeconds)"),
        ]
      ), ("Install", [("WantedBy", "timers.target")]),
    ])
  }

  private typealias Setting = (key: String, value: String)

  private func text(_ sections: [(name: String, settings: [Setting])]) -> String {
    let bodies = sections.map { section in
      "\n[\(section.name)]\n" + section.settings.map { "\($0.key)=\($0.value)\n" }.joined()
    }
    return "# \(scheduled.mark)\n" + bodies.joined()
  }

  private var unit: [Setting] {
    var settings: [Setting] = [
      ("Description", "The job \(scheduled.job.name) of Furrow"),
      ("RequiresMountsFor", SystemdText.path(scheduled.outputFolder)),
    ]
    if scheduled.needsNetwork, isOfSystem {
      settings += [("Wants", "network-online.target"), ("After", "network-online.target")]
    }
    // Counts starts by the timer too, so it only suits those once a day.
    if retries { settings += [("StartLimitIntervalSec", "12h"), ("StartLimitBurst", "5")] }
    return settings
  }

  private var process: [Setting] {
    var settings: [Setting] = [
      ("Type", "oneshot"), ("ExecStart", SystemdText.command(scheduled.program, scheduled.arguments)),
    ]
    if case .system(let user) = manager { settings.append(("User", user)) }
    if retries {
      settings += [
        ("SuccessExitStatus", "143"), ("Restart", "on-failure"), ("RestartSec", "10min"),
        ("RestartPreventExitStatus", "64 65 70 78"),
      ]
    } else {
      settings.append(("SuccessExitStatus", "75 143"))
    }
    return settings + [("KillSignal", "SIGTERM"), ("KillMode", "mixed"), ("TimeoutStopSec", "10min")]
  }

  /// Whether a run that was killed or ended with code 75 is begun again: not
  /// where a deadline may have ended it, and not where the timer soon will.
  private var retries: Bool {
    if case .daily = scheduled.rhythm { scheduled.job.until == nil } else { false }
  }

  private var isOfSystem: Bool { manager != .user }

  private var limits: [Setting] {
    [
      ("Nice", "10"), ("IOSchedulingClass", "best-effort"), ("IOSchedulingPriority", "7"),
      ("MemoryMax", "\(scheduled.memoryMebibytes)M"),
    ]
  }
}

extension SystemdUnits {
  /// What the run may touch.
  ///
  /// Source: `systemd.exec(5)`.
  private var sandbox: [Setting] {
    let families = scheduled.needsNetwork ? "AF_UNIX AF_INET AF_INET6" : "AF_UNIX"
    return [
      ("ProtectSystem", "strict"),
      ("ReadWritePaths", paths([scheduled.outputFolder]) + optional(scheduled.otherOutputs)),
      ("ReadOnlyPaths", String(optional(scheduled.inputs).dropFirst())), ("PrivateTmp", "yes"),
      ("PrivateNetwork", scheduled.needsNetwork ? "no" : "yes"), ("RestrictAddressFamilies", families),
    ] + (isOfSystem ? systemSandbox : [("PrivateUsers", "yes")])
      + ["NoNewPrivileges", "RestrictRealtime", "RestrictSUIDSGID", "LockPersonality"].map { ($0, "yes") }
      + [("SystemCallArchitectures", "native")]
  }

  private var systemSandbox: [Setting] {
    [
      "PrivateDevices", "ProtectHostname", "ProtectClock", "ProtectKernelTunables", "ProtectKernelModules",
      "ProtectKernelLogs", "ProtectControlGroups",
    ].map { ($0, "yes") } + [("CapabilityBoundingSet", "")]
  }

  private func paths(_ list: [String]) -> String { list.map(SystemdText.path).joined(separator: " ") }

  /// Paths that may be missing when the run begins.
  private func optional(_ list: [String]) -> String {
    list.map { " " + SystemdText.optionalPath($0) }.joined()
  }
}
