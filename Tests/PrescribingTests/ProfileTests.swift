import Foundation
import Testing

@testable import Prescribing

@Suite struct ProfileTests {
  private static let text = """
    name: mine
    summary: "Mine"
    path: "Rx/{stem}.{ending}"
    stem_length: 8
    archive: false
    rate: {column: RATE, decimals: 2}
    zero_areas: false
    source: "by hand"
    """

  @Test func `the profiles at hand are sound`() throws {
    let profiles = try TerminalProfile.standard()
    #expect(profiles.map(\.name) == ["agrotax", "cnh", "john-deere", "raven", "trimble", "vaderstad"])
    #expect(Set(try PrescriptionFormats.all().map(\.name)).count == 10)
  }

  @Test func `a profile of one's own is a file`() throws {
    #expect(try TerminalProfile(yaml: Self.text, file: "mine.yaml").stemLength == 8)
  }

  @Test(arguments: [
    ("name: mine", "naam: mine", "no 'name'"), ("RATE", "rate of all", "ten capital letters"),
    ("decimals: 2", "decimals: 9", "0 to 6"), ("Rx/{stem}", "../{stem}", "stay inside"),
    ("{ending}", "shp", "{stem} and {ending}"), ("decimals: 2", "decimals: many", "not what it should be"),
    ("name: mine", "name: [", "not YAML"), ("stem_length: 8", "stem_length: 0", "1 to 64"),
  ]) func `what is wrong with one is said`(part: String, wrong: String, word: String) {
    let error = #expect(throws: PrescribingError.self) {
      _ = try TerminalProfile(yaml: Self.text.replacing(part, with: wrong), file: "mine.yaml")
    }
    #expect(error.map { "\($0)" }?.contains(word) == true, "\(error.map { "\($0)" } ?? "")")
  }
}
