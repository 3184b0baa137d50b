/// What masks are held against.
public struct EvaluationSelection: Hashable, Sendable {
  /// What the tolerance can be, in pixels.
  public static let tolerances = 0...100

  /// The scenes with their truth; those of the training, in its blocks, where
  /// there are none.
  public var scenes: [TrainingSelection.Scene]
  /// The side of the squares that intervals are drawn from; plain images count
  /// as one square each where they are smaller.
  public var blockSide = TrainingSelection.Length.pixels(1024)
  /// How far apart edges may lie to count as the same, in pixels.
  public var tolerancePixels = 3
  /// True where the severity of diseases is judged by scene too.
  public var judgesSeverity = false

  /// Makes a selection; everything else has its default.
  public init(scenes: [TrainingSelection.Scene]) { self.scenes = scenes }
}
