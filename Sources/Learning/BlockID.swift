/// A part of a scene that is kept together: no block lies on both sides of a
/// fold.
public struct BlockID: Hashable, Sendable, Comparable {
  /// The scene's place in the list of scenes.
  public var scene: Int
  /// The block's place within the scene.
  public var number: Int

  /// Makes an id.
  public init(scene: Int, number: Int) {
    self.scene = scene
    self.number = number
  }

  /// By scene, then by number.
  public static func < (left: BlockID, right: BlockID) -> Bool {
    (left.scene, left.number) < (right.scene, right.number)
  }
}
