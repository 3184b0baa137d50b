import CForest

/// One worker's prediction with a forest; holds scratch memory, so it is not
/// safe to share. Workers share the tables by making predictors of one
/// `ForestTables`.
///
/// A pixel's features are compared in `Float` (below the threshold goes left,
/// NaN goes the split's own way for missing values) and leaf values are added
/// in `Float` in the order of the trees, as XGBoost does.
public final class ForestPredictor {
  /// What is walked.
  public let tables: ForestTables
  private let walker: any ForestWalker
  private let sums: UnsafeMutablePointer<Float>
  private var classCount: Int { tables.forest.classCount }

  /// Pixels that are predicted together.
  static let groupSize = Int(FOREST_GROUP)

  /// Makes a predictor on tables that may be shared.
  public init(_ tables: ForestTables) {
    self.tables = tables
    walker =
      switch tables.kernel {
      case .scalar: ScalarForestWalker(tables.forest)
      case .avx2, .avx512: VectorForestWalker(tables)
      }
    sums = .allocate(capacity: tables.forest.classCount * Self.groupSize)
    sums.initialize(repeating: 0, count: tables.forest.classCount * Self.groupSize)
  }

  /// Makes a predictor with tables of its own.
  ///
  /// - Precondition: The machine can run `kernel`.
  public convenience init(_ forest: Forest, kernel: ForestKernel = .fastest) {
    self.init(ForestTables(forest, kernel: kernel))
  }

  deinit { sums.deallocate() }

  /// Writes each class's probability, 0 to 1, for `count` pixels.
  ///
  /// - Parameters:
  ///   - features: A plane of `count` values for each of the forest's
  ///     features; planes of features that no split asks for are not read.
  ///   - count: The number of pixels.
  ///   - planes: A plane of `count` values for each class.
  public func predictProbabilities(
    of features: UnsafePointer<UnsafePointer<Float>>, count: Int,
    into planes: UnsafePointer<UnsafeMutablePointer<Float>>
  ) {
    forEachGroup(of: features, count: count) { start, size in
      forest_softmax(Int32(classCount), Int32(size), sums)
      copySums(size, to: planes, at: start)
    }
  }

  /// Writes each class's margin, the sum of leaf values, for `count` pixels.
  public func predictMargins(
    of features: UnsafePointer<UnsafePointer<Float>>, count: Int,
    into planes: UnsafePointer<UnsafeMutablePointer<Float>>
  ) {
    forEachGroup(of: features, count: count) { start, size in copySums(size, to: planes, at: start) }
  }

  /// Writes the number of the class with the largest margin, the first of
  /// equals, for `count` pixels.
  public func predictClasses(
    of features: UnsafePointer<UnsafePointer<Float>>, count: Int,
    into winners: UnsafeMutablePointer<UInt8>
  ) {
    forEachGroup(of: features, count: count) { start, size in
      forest_argmax(Int32(classCount), Int32(size), sums, winners + start)
    }
  }

  @inline(__always)
  private func forEachGroup(
    of features: UnsafePointer<UnsafePointer<Float>>, count: Int, _ body: (_ start: Int, _ size: Int) -> Void
  ) {
    for start in stride(from: 0, to: count, by: Self.groupSize) {
      let size = min(Self.groupSize, count - start)
      for (index, margin) in tables.forest.baseMargins.enumerated() {
        (sums + index * Self.groupSize).update(repeating: margin, count: Self.groupSize)
      }
      walker.addTrees(of: features, start: start, count: size, to: sums)
      body(start, size)
    }
  }

  private func copySums(_ size: Int, to planes: UnsafePointer<UnsafeMutablePointer<Float>>, at start: Int) {
    for index in 0..<classCount {
      (planes[index] + start).update(from: sums + index * Self.groupSize, count: size)
    }
  }
}

/// Adds the leaf values of all trees for up to `ForestPredictor.groupSize`
/// pixels.
protocol ForestWalker: AnyObject {
  /// Adds to `sums`, `ForestPredictor.groupSize` values for each class, which
  /// start out equal for all pixels.
  func addTrees(
    of features: UnsafePointer<UnsafePointer<Float>>, start: Int, count: Int,
    to sums: UnsafeMutablePointer<Float>)
}
