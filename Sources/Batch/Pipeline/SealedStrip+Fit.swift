import Grid

extension SealedStrip {
  /// True where the strip can be one of a plan's: its rows are, and nothing in
  /// it reaches beyond the mosaic, the fields or the indices. A strip that is
  /// not came from elsewhere, and is made again.
  func fits(_ plan: FlightPlan, number: Int) -> Bool {
    let window = PixelWindow(columns: 0..<plan.size.width, rows: rows)
    return index == number && rows == plan.strips.core(number)
      && classes.allSatisfy { $0.width == plan.size.width }
      && flight.indices.count == plan.indexNames.count && fields.indexCount == plan.indexNames.count
      && fields.fields.last ?? -1 < plan.coverages.count
      && preview.window == plan.preview.pictureWindow(of: window)
      && preview.channelCount == plan.pictureBands.count
  }
}
