import Catalog
import Pixels
import TestSupport
import Testing

@testable import Batch
@testable import furrow

@Suite struct RenderingTests {
  @Test func `a sparkline has a column for each share and blanks for nothing`() {
    #expect(Sparkline.text([0, 1, 4, 8], width: 4) == " ▂▅█")
    #expect(Sparkline.text([1, 1, 0, 0, 3, 1], width: 3) == "▅ █")
    #expect(Sparkline.text([0, 0], width: 2).isEmpty)
    #expect(Sparkline.text([], width: 2).isEmpty)
  }

  @Test func `numbers are grouped and bytes have units`() {
    #expect(
      [0, 999, 1000, 1_234_567, -1000].map(Number.grouped) == ["0", "999", "1,000", "1,234,567", "-1,000"])
    #expect(
      [12, 1500, 999_499, 999_500, 91_234_567].map(Number.bytes) == [
        "12 B", "1.5 kB", "999 kB", "1 MB", "91.2 MB",
      ])
    #expect(Number.count(1, "field") == "1 field" && Number.count(2, "field") == "2 fields")
  }

  @Test func `a paragraph keeps to its width and loses no word`() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<50 {
      let words = (0..<40).map { _ in String(repeating: "x", count: Int.random(in: 1...12, using: &random)) }
      let text = Paragraph.wrapped(words.joined(separator: " "), first: "- ", indent: "  ", width: 30)
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 30 })
      #expect(text.dropFirst(2).split(whereSeparator: \.isWhitespace).map(String.init) == words)
    }
  }

  @Test func `the names of band files tell their roles`() {
    func names(_ paths: [String]) -> [String] {
      guard case .bandFiles(let files) = BandFiles.locator(paths).content else { return [] }
      return files.map(\.name)
    }
    #expect(
      names(["a/red_farm_green.tif", "a/red_farm_red edge.tif", "a/red_farm_nir.tif"]) == [
        "green", "rededge", "nir",
      ])
    #expect(names(["IMG_1.tif", "IMG_2.tif"]) == ["IMG_1", "IMG_2"])
    #expect(names(["green.tif", "greenish.tif"]) == ["green", "greenish"])
  }

  @Test func `paths in a job are relative where that is short`() {
    #expect(FirstJob.relative("/a/b/m.tif", to: "/a/b/job.yaml") == "m.tif")
    #expect(FirstJob.relative("/a/flights/m.tif", to: "/a/jobs/job.yaml") == "../flights/m.tif")
    #expect(FirstJob.relative("/x/m.tif", to: "/a/b/job.yaml") == "/x/m.tif")
    #expect(FirstJob.relative("/a/m.tif", to: "/a/b/c/d/e/job.yaml") == "/a/m.tif")
  }

  @Test func `versions are compared by their numbers`() {
    #expect(Checkup.isAtLeast("3.40.1", [3, 37]) && Checkup.isAtLeast("3.37", [3, 37]))
    #expect(Checkup.isAtLeast("4.0", [3, 37]) && !Checkup.isAtLeast("3.9.0", [3, 37]))
    #expect(!Checkup.isAtLeast("unknown", [3]))
  }

  @Test func `a terminal must have a locale of UTF-8`() {
    #expect(Checkup.terminal(isTerminal: false, environment: [:]).remedy == nil)
    #expect(Checkup.terminal(isTerminal: true, environment: [:]).remedy != nil)
    #expect(Checkup.terminal(isTerminal: true, environment: ["LANG": "de_DE.UTF-8"]).remedy == nil)
    #expect(
      Checkup.terminal(isTerminal: true, environment: ["LC_ALL": "C", "LANG": "C.UTF-8"]).remedy != nil)
  }

  @Test func `the last row sums fields, also a class named like a column`() throws {
    func entry(_ id: String, crop: Double) -> FieldEntries.Entry {
      func legend(_ code: UInt8, _ name: String) -> Legend.Entry {
        .init(code: code, name: name, color: .init(red: 0, green: 0, blue: 0), kind: .stuff, group: .other)
      }
      let areas = [(UInt8(0), 100 - crop), (UInt8(1), crop)].map {
        ClassArea(code: $0.0, areaSquareMetres: $0.1, fraction: $0.1 / 100)
      }
      let field = FieldRecord(
        fieldID: id, crop: "maize", rowSpacingMetres: nil, areaSquareMetres: 100, boundaryHash: "")
      return FieldEntries.Entry(
        flightName: "f", takenOn: nil, classes: [legend(0, "soil"), legend(1, "crop")],
        result: FieldResult(
          field: field, status: .covered, coveredFraction: 1, validFraction: 1,
          coveredAreaSquareMetres: 100, classAreas: areas))
    }
    let text = FieldEntries([entry("a", crop: 20), entry("b", crop: 60)]).text(.fields)
    let last = try #require(text.split(separator: "\n").last).split(separator: " ").map(String.init)
    #expect(last == ["all", "–", "200.0", "100.0", "60.0", "40.0"])
  }

  @Test func `a hash that differs is named and ends with 70`() throws {
    let same = SeamVerification.Trial(
      tileSize: 256, threadCount: 1, hashes: ["a", "b", "c", "d", "e"], seconds: 1)
    var other = same
    other.tileSize = 512
    #expect(throws: Never.self) { try SeamVerdict(flightName: "f", trials: [same, other]).check() }
    other.hashes[1] = "x"
    let verdict = SeamVerdict(flightName: "f", trials: [same, other])
    #expect(verdict.text.contains("NOT identical: tiles of 512 px with 1 thread differ in patches"))
    do {
      try verdict.check()
      Issue.record("seams that show must end the program")
    } catch {
      #expect(ExitStatus(error) == .fault)
    }
  }
}
