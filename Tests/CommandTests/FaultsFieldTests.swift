import Foundation
import Grid
import TestSupport
import Testing

/// Rows 21 to 24 and 43 to 45 of docs/faults.md: boundaries and what they are called.
@Suite struct FaultsFieldTests {
  private static let job = FaultsJob(fields: "{file: fields.gpkg}")

  @Test func `fields outside and partly outside of the mosaic are told everywhere`() throws {
    let bench = try FaultsBench()
    try MadeMosaic().write(to: bench.path("flights/a.tif"))
    try bench.writeFields([
      ("inside", 10...40, 10...40), ("half", 80...120, 10...40), ("away", 500...600, 10...40),
    ])
    let ending = try bench.run(Self.job)
    #expect(ending.code == 0, "\(ending.errors)")
    let rows = try bench.value(
      "SELECT field_id, status, round(covered_percent, 3), round(valid_percent, 3) FROM v_field_results ORDER BY 1"
    )
    #expect(rows == "away|uncovered|0.0|0.0\nhalf|partly|50.0|50.0\ninside|covered|100.0|100.0")
    #expect(
      try bench.value("SELECT count(*) FROM v_class_areas WHERE field_id = 'away'") == "0",
      "an uncovered field has no areas, not areas of 0")
    #expect(
      try bench.value("SELECT round(sum(percent), 3) FROM v_class_areas WHERE field_id = 'half'") == "100.0")
    let report = try pageText(bench.path("results/a/report.html"))
    #expect(report.contains("away the mosaic holds nothing of this field"), "\(report)")
    #expect(report.contains("half only 50.0 % of this field was seen"), "\(report)")
  }

  private func refused(_ geometries: [String], ids: [String]) throws -> String {
    let bench = try FaultsBench()
    try bench.addHealthy()
    let features = zip(ids, geometries).map { id, rings in
      #"{"type":"Feature","properties":{"field_id":"\#(id)"},"geometry":{"type":"Polygon","coordinates":[\#(rings)]}}"#
    }
    try bench.write(
      "fields.geojson", #"{"type":"FeatureCollection","features":[\#(features.joined(separator: ","))]}"#.utf8
    )
    let ending = try bench.run(FaultsJob(fields: "{file: fields.geojson}"))
    #expect(ending.code == 65)
    #expect(ending.sentences.count == 1)
    #expect(!bench.exists("results/healthy"))
    let sentence = ending.sentences.first ?? ""
    #expect(sentence.contains("/fields.geojson': "), "\(sentence)")
    return sentence
  }

  private static let square = "[[9,47],[9.001,47],[9.001,47.001],[9,47.001],[9,47]]"

  @Test(arguments: [
    ("[[9,47],[9.001,47.001],[9.001,47],[9,47.001],[9,47]]", "crosses itself at 9.0"),
    ("[[9,47],[9.001,47],[9.001,47.001],[9,47.001]]", "has a ring that is not closed"),
    ("[[179,50],[-179,50],[-179,51],[179,51],[179,50]]", "crosses the antimeridian"),
  ])
  func `a boundary that is no area is refused by name`(ring: String, words: String) throws {
    let sentence = try refused([Self.square, ring], ids: ["good", "wrong"])
    #expect(sentence.contains("field 'wrong' (feature 1) \(words)"), "\(sentence)")
    #expect(!sentence.contains("'good'"))
  }

  @Test func `an id that two fields have is refused`() throws {
    let sentence = try refused([Self.square, Self.square], ids: ["twin", "twin"])
    #expect(sentence.contains("'twin'"), "\(sentence)")
  }

  private static let names = [
    "'; DROP TABLE field; --", "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>", "=cmd('x')", "+1+2", "-2+3", "@sum(a1)", "a,\"b\"\nc",
  ]

  private func named(_ names: [String]) throws -> FaultsBench {
    let bench = try FaultsBench()
    try MadeMosaic().write(to: bench.path("flights/a.tif"))
    try bench.writeFields(
      names.enumerated().map { index, name in
        (name, Double(index * 10)...Double(index * 10 + 9), 10...40)
      })
    let ending = try bench.run(Self.job)
    try #require(ending.code == 0, "\(ending.errors)")
    return bench
  }

  @Test func `SQL in a field's name is stored as data`() throws {
    let bench = try named(Self.names)
    for name in Self.names {
      let quoted = name.replacingOccurrences(of: "'", with: "''")
      #expect(try bench.value("SELECT count(*) FROM field WHERE field_id = '\(quoted)'") == "1")
    }
    #expect(try bench.value("SELECT count(*) FROM v_field_results") == "\(Self.names.count)")
    #expect(
      try Oracle.tool("ogrinfo", ["-q", "-ro", "-al", bench.path("results/a/results.gpkg"), "fields"])
        .contains("'; DROP TABLE field; --"))
  }

  /// Tags with their attributes' names, in order, as Python's own parser sees them.
  private func tags(_ page: String) throws -> [String] {
    let script = """
      import html.parser, sys
      class Tags(html.parser.HTMLParser):
          def handle_starttag(self, tag, attributes):
              print(tag, *sorted(name for name, value in attributes))
      Tags().feed(open(sys.argv[1], encoding='utf-8').read())
      """
    return try Oracle.tool(Oracle.python ?? "python3", ["-c", script, page]).split(separator: "\n").map(
      String.init)
  }

  private func pageText(_ page: String) throws -> String {
    let script = """
      import html.parser, sys
      class Text(html.parser.HTMLParser):
          skip = False
          words = []
          def handle_starttag(self, tag, attributes):
              self.skip = tag in ('script', 'style')
          def handle_endtag(self, tag):
              self.skip = False
          def handle_data(self, data):
              if not self.skip: self.words += data.split()
      text = Text()
      text.feed(open(sys.argv[1], encoding='utf-8').read())
      print(*text.words)
      """
    return try Oracle.tool(Oracle.python ?? "python3", ["-c", script, page])
  }

  @Test func `markup in a field's name is text in the report`() throws {
    let harmless = try named(Self.names.indices.map { "field \($0)" })
    let hostile = try named(Self.names)
    let expected = try tags(harmless.path("results/a/report.html"))
    #expect(expected.contains("html lang"))
    #expect(try tags(hostile.path("results/a/report.html")) == expected)
    let text = try pageText(hostile.path("results/a/report.html"))
    for name in Self.names {
      #expect(text.contains(name.split(whereSeparator: \.isWhitespace).joined(separator: " ")), "\(name)")
    }
  }

  @Test func `a formula in a field's name is text in the table`() throws {
    let bench = try named(Self.names)
    let script = """
      import csv, sys
      for row in csv.reader(open(sys.argv[1], newline='', encoding='utf-8')):
          print(row[0].replace(chr(10), ' '))
      """
    let cells = try Oracle.tool(
      Oracle.python ?? "python3", ["-c", script, bench.path("results/a/fields.csv")]
    )
    .split(separator: "\n").map(String.init)
    for name in ["=cmd('x')", "+1+2", "-2+3", "@sum(a1)"] {
      #expect(cells.contains("'" + name), "\(cells)")
      #expect(!cells.contains(name), "\(cells)")
    }
    #expect(cells.contains("a,\"b\" c"), "\(cells)")
  }
}
