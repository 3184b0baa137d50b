import CKernels

/// One worker's samples of a tile's rows for the picture.
final class PreviewLattice {
  private let plan: PreviewPlan
  private let bands: [Int]
  private var columns: [SampledColumn] = []
  private var width = 0
  private var units: [Int64] = []

  init(_ plan: PreviewPlan, bands: [Int]) {
    self.plan = plan
    self.bands = bands
  }

  /// Finds the sampled columns of a tile.
  func begin(_ columns: Range<Int>) {
    self.columns = plan.sampledColumns(in: columns)
    width = columns.count
    if units.count < width { units = Array(repeating: 0, count: width) }
  }

  /// Adds a row's samples, where the row is sampled at all.
  ///
  /// Source: `picture_units`.
  func sample(
    _ row: Int, _ rows: UnsafePointer<UnsafeMutablePointer<Float>>, valid: UnsafePointer<UInt8>,
    into sums: inout PreviewSums
  ) {
    guard plan.isSampled(row) else { return }
    sums.withRow(row / plan.factor) { picture in
      units.withUnsafeMutableBufferPointer { units in
        guard let units = units.baseAddress else { return }
        for (channel, band) in bands.enumerated() {
          picture_units(width, rows[band], valid, units)
          for place in columns {
            picture.add(units[place.offset], column: place.pictureColumn, channel: channel)
          }
        }
      }
      for place in columns { picture.count(Int64(valid[place.offset]), column: place.pictureColumn) }
    }
  }
}
