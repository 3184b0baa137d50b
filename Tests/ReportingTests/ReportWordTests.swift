import Testing

@testable import Reporting

@Suite struct ReportWordTests {
  private static func places(_ text: String) -> [String] {
    text.matches(of: /\{[0-9]+\}/).map { String($0.output) }.sorted()
  }

  @Test(arguments: ReportLanguage.allCases)
  func `every word is said in every language with the same places`(language: ReportLanguage) {
    for word in ReportWord.allCases {
      let text = word.translations[language]
      #expect(!text.trimmingPrefix(" ").isEmpty && text.last != " ", "\(word.rawValue)")
      #expect(Self.places(text) == Self.places(word.translations[.english]), "\(word.rawValue)")
      #expect(text.hasSuffix(".") == word.translations[.english].hasSuffix("."), "\(word.rawValue)")
    }
  }

  @Test func `most headings differ between languages`() {
    let same = ReportWord.allCases.filter { word in
      let texts = ReportLanguage.allCases.map { word.translations[$0] }
      return Set(texts).count == 1
    }
    #expect(same.isEmpty, "\(same)")
  }

  @Test func `numbers follow the language`() {
    #expect(ReportLanguage.english.number(1234567.891, 2) == "1\u{202F}234\u{202F}567.89")
    #expect(ReportLanguage.german.number(-1.25, 2) == "\u{2212}1,25")
    #expect(ReportLanguage.french.percent(0.1234) == "12,3")
    #expect(ReportLanguage.portuguese.points(0.0124) == "+1,2")
    #expect(ReportLanguage.spanish.points(-0.0124) == "\u{2212}1,2")
    #expect(ReportLanguage.english.points(0.0001) == "0.0")
  }

  @Test(arguments: [
    (ReportLanguage.english, "4 May 2026", "4 May"), (.german, "4. Mai 2026", "4.5."),
    (.french, "4 mai 2026", "4/05"), (.spanish, "4 de mayo de 2026", "4/05"),
    (.portuguese, "4 de maio de 2026", "4/05"),
  ])
  func `days follow the language`(language: ReportLanguage, day: String, short: String) {
    #expect(language.day("2026-05-04") == day)
    #expect(language.shortDay("2026-05-04") == short)
    #expect(language.day("some day") == "some day")
  }

  @Test func `text from right to left keeps to itself in a sentence`() {
    #expect(ReportLanguage.english(.range, "شمال", "b") == "\u{2068}شمال\u{2069} to b")
    #expect(ReportLanguage.german(.alike, "{2}", "x", "y").hasPrefix("{2} und x"))
  }
}
