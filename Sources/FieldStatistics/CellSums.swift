import CKernels

/// The sums of one cell: up to 64 pixels of a row that start at a multiple of 64.
///
/// Pixel k of a cell goes to lane k % 8 in ascending order and the lanes are
/// added pairwise at the end, whichever tile the cell is read in; a pixel that
/// is not covered adds exactly 0. So one cell has one sum, to the last bit.
struct CellSums {
  /// The number of pixels of a cell.
  static let width = Int(cell_width)

  private(set) var figures = cell_figures()

  /// Sums 64 wholly covered values and leaves the place of each value's bin;
  /// `nil` where one of them cannot be counted.
  ///
  /// Source: `cell_sum`.
  @inline(__always)
  init?(covered values: UnsafePointer<Float>, places: UnsafeMutablePointer<Int32>) {
    guard cell_sum(values, &figures, places) != 0 else { return nil }
  }

  /// Sums 64 countable values with weights in units of 2^-24 and leaves the
  /// places.
  ///
  /// Source: `cell_sum_weighted`.
  @inline(__always)
  init(
    values: UnsafePointer<Float>, weights: UnsafePointer<UInt32>, places: UnsafeMutablePointer<Int32>
  ) {
    cell_sum_weighted(values, weights, &figures, places)
  }
}
