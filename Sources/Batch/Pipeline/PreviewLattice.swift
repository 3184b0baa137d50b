/// The places of a tile's rows where its worker samples the picture.
struct PreviewLattice {
  private let plan: PreviewPlan
  private let bands: [Int]
  /// Columns from the tile's first, and the picture's column of each.
  private var places: [(column: Int, pictureColumn: Int)] = []

  init(_ plan: PreviewPlan, bands: [Int]) {
    self.plan = plan
    self.bands = bands
  }

  /// Finds the sampled columns of a tile.
  mutating func begin(_ columns: Range<Int>) {
    places.removeAll(keepingCapacity: true)
    for column in columns where plan.isSampled(column) {
      places.append((column - columns.lowerBound, column / plan.factor))
    }
  }

  /// Adds a row's samples, where the row is sampled at all.
  func sample(
    _ row: Int, _ rows: UnsafePointer<UnsafeMutablePointer<Float>>, valid: UnsafePointer<UInt8>,
    into sums: inout PreviewSums
  ) {
    guard plan.isSampled(row) else { return }
    sums.withRow(row / plan.factor) { picture in
      for place in places where valid[place.column] != 0 {
        picture.count(column: place.pictureColumn)
        for (channel, band) in bands.enumerated() {
          picture.add(rows[band][place.column], column: place.pictureColumn, channel: channel)
        }
      }
    }
  }
}
