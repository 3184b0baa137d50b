import Learning
import Testing

@Suite struct `Block ids` {
  @Test func `blocks sort by scene, then by number`() {
    let ids = [BlockID(scene: 1, number: 0), BlockID(scene: 0, number: 2), BlockID(scene: 0, number: 1)]
    #expect(ids.sorted().map(\.scene) == [0, 0, 1])
    #expect(ids.sorted().map(\.number) == [1, 2, 0])
  }
}
