/// What the checks of annotations take as too small, too thin or too rare.
public struct AnnotationRules: Hashable, Sendable {
  /// Shapes with less area than this, in pixels, are slivers.
  public var leastArea = 4.0
  /// Shapes thinner than this, in pixels, are slivers: 4 times the area over
  /// the perimeter is the side of a square and twice the width of a strip.
  public var leastThickness = 2.0
  /// Strips without a label, so wide at most, count as gaps; 0 for no search.
  public var gapWidth = 3
  /// The folds that training will make.
  public var folds = 5
  /// The side of the blocks that folds are made of, in pixels.
  public var blockSize = 512
  /// The least blocks with a class in each fold.
  public var blocksPerFold = 1
  /// The least objects of a class, for things.
  public var leastObjects = 20
  /// The least pixels of a class.
  public var leastPixels = 1000
  /// False where a mosaic alone does not tell, because the labels of others
  /// count, too.
  public var judgesRareClasses = true
  /// What blocks are called in sentences; squares of their side where `nil`.
  public var blockWords: String?
  /// Agreement of two annotators on a class below this kappa is told.
  public var leastKappa = 0.8
  /// The most findings with a place of one kind; the others are only counted.
  public var placeLimit = 1000

  /// The default rules.
  public init() {}
}
