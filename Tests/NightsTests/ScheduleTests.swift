import JobDefinition
import Testing

@testable import Nights

@Suite struct ScheduleTests {
  @Test(arguments: [
    ("15min", "*-*-* *:00/15:00", "*/15 * * * *"), ("1min", "*-*-* *:00/1:00", "* * * * *"),
    ("60min", "*-*-* 00/1:00:00", "0 */1 * * *"), ("2h", "*-*-* 00/2:00:00", "0 */2 * * *"),
    ("24h", "*-*-* 00:00:00", "0 0 * * *"),
  ]) func `an interval has the same meaning for systemd and cron`(
    text: String, calendar: String, fields: String
  ) throws {
    let rhythm = try Rhythm(interval: text)
    #expect(rhythm.calendar == calendar)
    #expect(rhythm.cronFields == fields)
  }

  @Test(arguments: ["7min", "90min", "5h", "25h", "0min", "15", "min", "1d", ""])
  func `what calendars cannot hold is refused`(text: String) {
    #expect(throws: ScheduleError.rhythm(text)) { try Rhythm(interval: text) }
  }

  @Test func `words of unit files are quoted where they must be`() {
    #expect(SystemdText.path("/srv/farm/out") == "/srv/farm/out")
    #expect(SystemdText.path("/a b/50%") == "\"/a b/50%%\"")
    #expect(SystemdText.path("/a\\b\"c") == "\"/a\\\\b\\\"c\"")
    #expect(SystemdText.argument("/$HOME") == "\"/$$HOME\"")
    #expect(SystemdText.command("/$x", ["$x"]) == "\"/$x\" \"$$x\"")
    #expect(SystemdText.optionalPath("/a b") == "\"-/a b\"")
  }

  @Test func `a line is added to a crontab once, changed in its place and taken out again`() throws {
    var job = Job(name: "demo")
    job.outputs.folder = JobPath("/out", in: "")
    let line = { (rhythm: Rhythm) throws -> CrontabLine in
      try CrontabLine(try ScheduledJob(job, file: "/jobs/a.yaml", program: "/bin/furrow", rhythm: rhythm))
    }
    let (hourly, daily) = (try line(.every(minutes: 60)), try line(.every(minutes: 1440)))
    let others = "MAILTO=me\n\n# furrow schedule demo2\n1 2 * * * true # furrow schedule demo2\n"
    let added = hourly.added(to: others)
    #expect(added == others + hourly.text + "\n")
    #expect(hourly.added(to: added) == added)
    #expect(daily.added(to: added + "last\n") == others + daily.text + "\nlast\n")
    #expect(hourly.removed(from: added) == others)
    #expect(hourly.added(to: "no end") == "no end\n" + hourly.text + "\n")
  }

  @Test func `a path that a schedule cannot carry is refused`() {
    #expect(throws: ScheduleError.self) {
      try ScheduledJob(Job(name: "a"), file: "/a\nb", program: "/furrow", rhythm: .every(minutes: 60))
    }
    #expect(throws: ScheduleError.path("/a\\b", format: "a crontab")) {
      try CrontabLine(
        ScheduledJob(Job(name: "a"), file: "/a\\b", program: "/furrow", rhythm: .every(minutes: 60)))
    }
  }
}
