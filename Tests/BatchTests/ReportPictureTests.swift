import Foundation
import GeoFiles
import Grid
import Pixels
import Reporting
import TestSupport
import Testing

@testable import Batch

@Suite struct ReportPictureTests {
  @Test func `places lie inside by their middles, not in holes`() {
    func square(_ low: Double, _ high: Double) -> [GridPoint] {
      [(low, low), (high, low), (high, high), (low, high)].map { GridPoint(column: $0.0, row: $0.1) }
    }
    let spans = RowSpans([[square(1, 9), square(3, 5)]])
    func row(_ height: Double) -> String {
      var inside = [Bool](repeating: true, count: 10)
      spans.mark(&inside, atRow: height, from: 0, step: 1)
      return inside.map { $0 ? "x" : "." }.joined()
    }
    #expect(row(0.5) == "..........")
    #expect(row(1.5) == ".xxxxxxxx.")
    #expect(row(4.5) == ".xx..xxxx.")
    #expect(row(9.5) == "..........")
  }

  @Test func `fields that overlap count once`() {
    let ring = [(0.0, 0.0), (4, 0), (4, 4), (0, 4)].map { GridPoint(column: $0.0, row: $0.1) }
    var inside = [Bool](repeating: false, count: 4)
    RowSpans([[ring], [ring]]).mark(&inside, atRow: 2, from: 0, step: 1)
    #expect(inside == [true, true, true, true])
  }

  @Test func `the densest squares come first and need enough seen ground`() {
    var cells = MaskCells(side: 10, width: 30, height: 10, slotCount: 3)
    cells.withRow(0) { counts in
      // Columns of three: background, a weed, another weed.
      for (place, count) in [90, 10, 0, 50, 20, 30, 0, 5, 0].enumerated() { counts[place] = UInt32(count) }
    }
    let dense = cells.densest([1, 2], count: 3, least: 30)
    #expect(dense.map(\.column) == [1, 0])
    #expect(dense[0].share == 0.5 && dense[0].slot == 2)
    #expect(dense[1].share == 0.1 && dense[1].slot == 1)
    #expect(cells.densest([1, 2], count: 1, least: 1).map(\.column) == [2])
  }

  @Test func `few weeds still show and what nobody saw is no class`() {
    let classes = [
      Legend.Entry(
        code: 0, name: "soil", color: .init(red: 0, green: 0, blue: 0), kind: .stuff, group: .soil),
      Legend.Entry(
        code: 7, name: "weed", color: .init(red: 255, green: 0, blue: 0), kind: .thing, group: .weed),
    ]
    let colours = MaskColours(classes)
    func red(_ soil: UInt32, _ weed: UInt32) -> Int? {
      guard case .mixed(let red, 0, 0, _) = colours.place([soil, weed][...]) else { return nil }
      return Int(red)
    }
    #expect(red(100, 0) == 0 && red(0, 100) == 255)
    #expect((red(99, 1) ?? 0) == 51, "a fifth of the way for a hundredth")
    #expect(red(0, 0) == nil)
    #expect(colours.slots[7] == 1 && colours.slots[255] == 255)
  }

  @Test func `page names are plain, different and the same each time`() {
    let ids = [
      "F1", "f1", "Öst 1", "Öst/1", "\"<b>\"", "🌱", "حقل", "../../etc", String(repeating: "a", count: 300),
    ]
    let pages = PageNames(ids, kind: "field", form: .html)
    let names = ids.map { pages[$0] }
    #expect(Set(names.map { $0.lowercased() }).count == ids.count)
    #expect(
      names.allSatisfy { $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) } })
    #expect(names.allSatisfy { $0.count < 100 && !$0.contains("..") })
    #expect(pages["🌱"] == PageNames(["🌱", "x"], kind: "field", form: .html)["🌱"])
    #expect(PageNames(["F1"], kind: "field", form: .markdown)["F1"] == "field-F1.md")
  }
}
