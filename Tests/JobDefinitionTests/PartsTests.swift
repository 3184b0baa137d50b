import Pixels
import Testing

@testable import JobDefinition

@Suite struct FilePatternTests {
  @Test(arguments: [
    ("*.tif", "a.tif", true), ("*.tif", "a.TIF", false), ("*.tif", ".tif", false),
    ("*.tif", "a.tif.aux", false),
    ("a?c", "abc", true), ("a?c", "ac", false), ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false),
    ("[!a-c]x", "dx", true), ("*a*b*", "xxaxxbxx", true), ("*a*b", "xxbxxa", false), ("", "x", false),
    ("*.[tT][iI][fF]", "a.TiF", true), (".*", ".x", true), ("*aab", "aaaab", true), ("a", "ab", false),
    ("[]]", "]", true), ("a-b", "a-b", true),
  ])
  func `names fit or do not`(pattern: String, name: String, fits: Bool) {
    #expect((FilePattern(pattern)?.matches(name) ?? false) == fits)
  }

  @Test func `what is no pattern is refused`() {
    for text in ["", "a/b", "[a", "[", "[c-a]", "[!"] { #expect(FilePattern(text) == nil) }
    #expect(FilePattern("*.tif") == .geoTIFF)
  }
}

@Suite struct DatePatternTests {
  @Test(
    arguments: [
      ("north_2026-05-04.tif", "2026-05-04"), ("2026_05_04_north.tif", "2026-05-04"),
      ("n20260504.tif", "2026-05-04"), ("n120260504.tif", nil), ("n202605041.tif", nil),
      ("2026-0504.tif", nil), ("2026-02-30.tif", nil), ("2026-02-30_2026-03-01.tif", "2026-03-01"),
      ("x.tif", nil), ("20260504_20260505", "2026-05-04"), ("99991231", nil),
    ] as [(String, String?)])
  func `the standard pattern finds the first real date`(name: String, date: String?) {
    #expect(DatePattern.standard.date(in: name)?.description == date)
  }

  @Test func `groups give the date`() {
    let named = DatePattern(#"(?<day>\d\d)\.(?<month>\d\d)\.(?<year>\d{4})"#)
    #expect(named?.date(in: "flug 04.05.2026.tif")?.description == "2026-05-04")
    #expect(DatePattern(#"_(\d{4}-\d\d-\d\d)T\d{6}"#)?.date(in: "a_2026-05-04T101500.tif")?.day == 4)
    #expect(DatePattern("(") == nil)
    #expect(DatePattern("") == nil)
  }
}

@Suite struct CalendarDateTests {
  @Test func `only days that exist are dates`() {
    #expect(CalendarDate("2024-02-29")?.description == "2024-02-29")
    #expect(CalendarDate("0007-01-02")?.description == "0007-01-02")
    for text in [
      "2023-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-04-31", "2026-4-1", "20260401",
      "2026-05-0x", "٢٠٢٦-٠٥-٠٤",
    ] {
      #expect(CalendarDate(text) == nil)
    }
    #expect(CalendarDate("2000-02-29") != nil)
  }

  @Test func `dates are ordered`() throws {
    let days = ["2026-01-02", "2025-12-31", "2026-01-01"].compactMap(CalendarDate.init)
    #expect(days.sorted().map(\.description) == ["2025-12-31", "2026-01-01", "2026-01-02"])
  }
}

@Suite struct SpellingTests {
  @Test(
    arguments: [
      ("clas", "class"), ("clsas", "class"), ("Weed", "weed"), ("xyz", nil), ("ca", nil),
      ("tilesize", "tile_size"),
    ] as [(String, String?)])
  func `the nearest word is offered if it is near`(word: String, nearest: String?) {
    #expect(NearestName.nearest(to: word, among: ["class", "weed", "tile_size", "when"]) == nearest)
  }

  @Test(
    arguments: [
      ("abc", "acb", 1), ("", "abc", 3), ("kitten", "sitting", 3), ("nvdi", "ndvi", 1), ("same", "same", 0),
    ])
  func `the distance counts letters, and neighbours that changed places once`(
    first: String, second: String, distance: Int
  ) {
    #expect(NearestName.distance(first, second) == distance)
  }
}

@Suite struct StopTimeTests {
  @Test(arguments: [
    ("06:00", 6 * 60), ("23:59", 23 * 60 + 59), ("00:00", 0),
  ]) func `a time of day has an hour and a minute`(text: String, minutes: Int) throws {
    guard case .clock(let time) = try #require(StopTime(text)) else {
      Issue.record("not a time of day")
      return
    }
    #expect(time.hour * 60 + time.minute == minutes)
    #expect(time.description == text)
  }

  @Test(arguments: [("+6h", 21600), ("+90min", 5400), ("+30 s", 30)])
  func `a duration has a unit`(text: String, seconds: Int) {
    #expect(StopTime(text) == .after(seconds: seconds))
  }

  @Test(arguments: ["6:00", "24:00", "06:60", "+0h", "+h", "6h", "+1d", "", "06:00 "])
  func `anything else is no time`(text: String) { #expect(StopTime(text) == nil) }
}
