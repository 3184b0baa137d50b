import Pixels
import Testing

@testable import Reporting

@Suite struct PaletteTests {
  /// From the table of test data in Sharma, Wu and Dalal (2005).
  @Test(arguments: [
    ([50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425),
    ([50, 3.1571, -77.2803], [50, 0, -82.7485], 2.8615),
    ([50, -1.3802, -84.2814], [50, 0, -82.7485], 1.0000), ([50, 0, 0], [50, -1, 2], 2.3669),
    ([50, 2.4900, -0.0010], [50, -2.4900, 0.0009], 7.1792),
    ([50, 2.4900, -0.0010], [50, -2.4900, 0.0011], 7.2195),
    ([50, -0.0010, 2.4900], [50, 0.0009, -2.4900], 4.8045), ([50, 2.5, 0], [50, 0, -2.5], 4.3065),
    ([50, 2.5, 0], [73, 25, -18], 27.1492), ([50, 2.5, 0], [61, -5, 29], 22.8977),
    ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
    ([22.7233, 20.0904, -46.6940], [23.0331, 14.9730, -42.5619], 2.0373),
    ([2.0776, 0.0795, -1.1350], [0.9033, -0.0636, -0.5514], 0.9082),
  ])
  func `colour differences are the published ones`(first: [Double], second: [Double], difference: Double) {
    let (a, b) = (
      LabColour(lightness: first[0], a: first[1], b: first[2]),
      LabColour(lightness: second[0], a: second[1], b: second[2])
    )
    #expect(abs(a.difference(b) - difference) < 5e-5)
    #expect(abs(b.difference(a) - difference) < 5e-5)
  }

  private static func entry(_ code: Int, _ hex: String) -> Legend.Entry {
    Legend.Entry(
      code: ClassCode(code), name: "class \(code)",
      color: Legend.Color(hex: hex) ?? .init(red: 0, green: 0, blue: 0),
      kind: .stuff, group: .other)
  }

  @Test(arguments: ColourVision.allCases) func `grey is grey for every reader`(vision: ColourVision) {
    for level in [UInt8(0), 90, 255] {
      let seen = vision.seen(.init(red: level, green: level, blue: level))
      let told = ColourVision.normal.seen(.init(red: level, green: level, blue: level))
      #expect(seen.difference(told) < 0.01)
    }
  }

  @Test func `the demonstration's classes are told apart where colours do not`() {
    let classes = ["#96785a", "#3ca03c", "#dc3ca0", "#f0aa1e"].enumerated().map { Self.entry($0, $1) }
    let palette = PaletteCheck(classes)
    #expect(palette.pairs.map { [Int($0.first.code), Int($0.second.code)] } == [[0, 1], [1, 3]])
    #expect(palette.pairs.map(\.visionName) == ["deuteranopia", "protanopia"])
    // Worked out with another program from the same published matrices.
    #expect(abs(palette.pairs[0].difference - 7.8) < 0.05 && abs(palette.pairs[1].difference - 10.1) < 0.05)
    for pair in palette.pairs {
      #expect(palette.textures[pair.first.code] != palette.textures[pair.second.code])
    }
  }

  @Test func `classes of one colour get textures of their own, as far as there are any`() {
    let palette = PaletteCheck((0..<5).map { Self.entry($0, "#336699") })
    #expect(palette.pairs.count == 10)
    let textures = (0..<5).map { palette.textures[ClassCode($0)] }
    #expect(Set(textures.prefix(4)).count == 4 && textures[4] == .dotted)
  }

  @Test func `black, white and blue need no texture`() {
    let palette = PaletteCheck(["#000000", "#ffffff", "#0072b2"].enumerated().map { Self.entry($0, $1) })
    #expect(palette.pairs.isEmpty && Set(palette.textures.values) == [.plain])
  }
}
