import Foundation
import JobDefinition
import Testing

@testable import Nights

@Suite struct RunDeadlineTests {
  private func calendar() throws -> Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "Europe/Berlin"))
    return calendar
  }

  private func text(_ time: String, from begin: String) throws -> String {
    let date = try Date(begin, strategy: .iso8601)
    return RunDeadline(try #require(StopTime(time)), from: date, in: try calendar()).date
      .formatted(.iso8601)
  }

  @Test(arguments: [
    ("06:00", "2026-05-04T20:00:00Z", "2026-05-05T04:00:00Z"),
    ("06:00", "2026-05-04T03:59:59Z", "2026-05-04T04:00:00Z"),
    ("06:00", "2026-05-04T04:00:00Z", "2026-05-05T04:00:00Z"),
    ("00:00", "2026-12-31T22:59:00Z", "2026-12-31T23:00:00Z"),
  ]) func `a time of day is the next one on the local clock`(time: String, begin: String, end: String) throws
  {
    #expect(try text(time, from: begin) == end)
  }

  @Test func `a time that daylight saving leaves out is the end of the gap`() throws {
    #expect(try text("02:30", from: "2026-03-28T20:00:00Z") == "2026-03-29T01:00:00Z")
  }

  @Test func `a time that comes twice is the first of the two`() throws {
    #expect(try text("02:30", from: "2026-10-24T20:00:00Z") == "2026-10-25T00:30:00Z")
  }

  @Test func `a duration counts from the begin`() throws {
    #expect(try text("+90min", from: "2026-10-24T20:00:00Z") == "2026-10-24T21:30:00Z")
  }
}
