import Foundation
import TestSupport
import Testing

@testable import Reporting

@Suite struct TextTableTests {
  @Test func `columns are aligned and numbers stand to the right`() {
    let table = Table(
      columns: [.init("field"), .init("area", unit: "ha", decimals: 1), .init("note")],
      rows: [
        [.text("Öst"), .number(12.34), .text("")], [.text("北一"), .missing, .text("a\u{1B}[2J")],
      ])
    #expect(
      TextTable(table).text == """
        field  area  note
                 ha
        ─────  ────  ─────
        Öst    12.3
        北一      –  a [2J

        """)
  }

  @Test func `without units there is one header line`() {
    let table = Table(columns: [.init("n")], rows: [[.integer(7)], [.integer(1234)]])
    #expect(TextTable(table).text == "   n\n────\n   7\n1234\n")
    #expect(TextTable(Table(columns: [.init("n")])).text == "n\n─\n")
  }

  private static let reasons = Table(
    columns: [.init("flight"), .init("why")],
    rows: [
      [.text("north"), .text("cannot read 'a/b.tif': the file is cut short")], [.text("south"), .text("ok")],
    ])

  @Test func `a long last column is broken below its beginning`() {
    #expect(
      TextTable(Self.reasons).text(width: 34) == """
        flight  why
        ──────  ──────────────────────────
        north   cannot read 'a/b.tif': the
                file is cut short
        south   ok

        """)
    for width in [nil, 80, 52] {
      #expect(TextTable(Self.reasons).text(width: width) == TextTable(Self.reasons).text)
    }
  }

  @Test func `without room beside them long cells stand below their row`() {
    #expect(
      TextTable(Self.reasons).text(width: 30) == """
        flight  why
        ──────  ──────────────────────
        north
            cannot read 'a/b.tif': the
            file is cut short
        south   ok

        """)
  }

  @Test(arguments: 1...60)
  func `no word is lost, and only a word is longer than the terminal`(width: Int) {
    let lines = TextTable(Self.reasons).text(width: width).split(separator: "\n")
    let words = lines.flatMap { $0.split(separator: " ") }.filter { !$0.hasPrefix("─") }
    #expect(
      words.joined(separator: " ")
        == "flight why north cannot read 'a/b.tif': the file is cut short south ok")
    for line in lines where width >= 28 { #expect(DisplayWidth.of(String(line)) <= width, "\(line)") }
  }

  @Test(arguments: [("abc", 3), ("e\u{301}", 1), ("日本", 4), ("👩‍🌾", 2), ("\u{200B}", 0), ("é–²", 3)])
  func `width is counted in terminal columns`(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }
}

@Suite struct CSVWriterTests {
  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("a\nb", "\"a\nb\""),
    ("a\r\nb", "\"a\r\nb\""), ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-x", "'-x"), ("@sum", "'@sum"),
    ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("-1.5", "-1.5"), ("+3", "+3"), ("-1e-05", "-1e-05"),
    ("-.5", "-.5"), ("-", "'-"), ("-1-2", "'-1-2"), ("-inf", "'-inf"), ("-0x1F", "'-0x1F"), ("-1e", "'-1e"),
    ("=\u{301}a", "'=\u{301}a"), ("\"\u{301}", "\"\"\"\u{301}\""), ("", ""), ("=1,2", "\"'=1,2\""),
  ])
  func `a cell is quoted and neutralised`(text: String, cell: String) {
    #expect(Array(CSVWriter.cell(text).unicodeScalars) == Array(cell.unicodeScalars))
  }

  @Test func `lines end with carriage return and line feed`() {
    let table = Table(
      columns: [.init("id"), .init("area_ha")],
      rows: [[.text("a"), .number(0.1)], [.flag(true), .number(.nan)], [.missing, .integer(-4)]])
    #expect(CSVWriter(table).text == "id,area_ha\r\na,0.1\r\ntrue,\r\n,-4\r\n")
  }
}

@Suite struct JSONValueTests {
  @Test func `keys are sorted and numbers are stable`() {
    let value = JSONValue.object([
      "b": .array([.number(0.1), .number(-0.0), .number(3), .number(.nan), .number(1e21), .number(1e-7)]),
      "a": .flag(false), "Z": .null, "é": .integer(-2),
    ])
    #expect(value.text == #"{"Z":null,"a":false,"b":[0.1,0,3,null,1e+21,1e-07],"é":-2}"#)
  }

  @Test func `text is escaped`() {
    #expect(JSONValue.string("\"\u{301}\\\n\u{1}</").text == "\"\\\"\u{301}\\\\\\n\\u0001</\"")
  }

  @Test func `a table becomes one object a line`() {
    let table = Table(
      columns: [.init("id"), .init("area")], rows: [[.text("x"), .number(1.5)], [.missing, .integer(2)]])
    #expect(
      JSONValue.lines(of: table) == "[\n  {\"area\":1.5,\"id\":\"x\"},\n  {\"area\":2,\"id\":null}\n]\n")
    #expect(JSONValue.lines(of: Table(columns: [])) == "[]\n")
    #expect(JSONValue(table).text == "[{\"area\":1.5,\"id\":\"x\"},{\"area\":2,\"id\":null}]")
  }

  @Test(arguments: 0..<200)
  func `another reader reads the same numbers and words`(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let number = Double(bitPattern: random.next())
    let words = String(
      String.UnicodeScalarView(
        (0..<8).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0...0x300, using: &random)) }))
    let text = JSONValue.object(["n": .number(number), "w": .string(words)]).text
    let read = try JSONDecoder().decode(Pair.self, from: Data(text.utf8))
    #expect(read.w.unicodeScalars.elementsEqual(words.unicodeScalars))
    #expect(read.n == (number.isFinite ? number : nil))
  }

  private struct Pair: Decodable {
    let n: Double?
    let w: String
  }
}
