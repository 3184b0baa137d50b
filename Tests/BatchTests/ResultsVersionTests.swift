import Testing

@testable import Batch

@Suite struct ResultsVersionTests {
  @Test func `only a later version of results makes other parameters`() {
    #expect(Furrow.resultsMark(1) == [])
    #expect(Furrow.resultsMark(2) != Furrow.resultsMark(3))
    #expect(Furrow.resultsMark == Furrow.resultsMark(Furrow.resultsVersion))
  }
}
