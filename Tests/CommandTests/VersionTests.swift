import TestSupport
import Testing

@Suite struct VersionTests {
  @Test func `the built program tells its version`() throws {
    let ending = try BuiltFurrow.run(["--version"])
    #expect(ending.code == 0)
    #expect(ending.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }
}
