public import Grid

/// All overviews of a raster that comes row by row, each level half the one
/// below it.
public struct OverviewPyramid<Reduction: BlockReduction> {
  /// The type of a pixel.
  public typealias Sample = Reduction.Sample

  private var levels: [Downsampler<Reduction>] = []

  /// The sizes of the levels, the finest first.
  public let sizes: [PixelSize]

  /// Makes a pyramid whose last level fits into `smallestSide` pixels, at
  /// least 1; without a level where the raster itself fits.
  public init(size: PixelSize, smallestSide: Int) {
    precondition(smallestSide > 0, "a level has at least one pixel")
    var sizes: [PixelSize] = []
    var size = size
    while max(size.width, size.height) > smallestSide {
      levels.append(Downsampler(width: size.width))
      size = PixelSize(width: (size.width + 1) / 2, height: (size.height + 1) / 2)
      sizes.append(size)
    }
    self.sizes = sizes
  }

  /// Takes the raster's next row and hands on each row of an overview that it
  /// completes, with its level from 0.
  public mutating func push<Failure: Error>(
    _ row: UnsafeBufferPointer<Sample>,
    emit: (_ level: Int, UnsafeBufferPointer<Sample>) throws(Failure) -> Void
  ) throws(Failure) {
    if !levels.isEmpty { try push(row, level: 0, emit) }
  }

  /// Ends the raster and hands on the rows that odd heights have left.
  public mutating func finish<Failure: Error>(
    emit: (_ level: Int, UnsafeBufferPointer<Sample>) throws(Failure) -> Void
  ) throws(Failure) {
    for level in levels.indices where levels[level].finish() { try handOn(level, emit) }
  }

  private mutating func push<Failure: Error>(
    _ row: UnsafeBufferPointer<Sample>, level: Int,
    _ emit: (Int, UnsafeBufferPointer<Sample>) throws(Failure) -> Void
  ) throws(Failure) {
    if levels[level].push(row) { try handOn(level, emit) }
  }

  private mutating func handOn<Failure: Error>(
    _ level: Int, _ emit: (Int, UnsafeBufferPointer<Sample>) throws(Failure) -> Void
  ) throws(Failure) {
    let next = level + 1
    if next < levels.count {
      let isComplete = levels[level].withOutput { levels[next].push($0) }
      try levels[level].withOutput { row throws(Failure) in try emit(level, row) }
      if isComplete { try handOn(next, emit) }
    } else {
      try levels[level].withOutput { row throws(Failure) in try emit(level, row) }
    }
  }
}
