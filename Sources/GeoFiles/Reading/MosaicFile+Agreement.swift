import Grid
import Pixels

extension MosaicFile {
  /// Checks that files of one band each lie on one grid.
  static func checkAgreement(of probes: [MosaicProbe]) throws {
    guard let first = probes.first else { throw MosaicError.noFile }
    for probe in probes {
      guard probe.bands.count == 1 else {
        throw MosaicError.notOneBand(file: probe.name, count: probe.bands.count)
      }
      if let what = difference(first, probe) {
        throw MosaicError.disagreement(first: first.name, second: probe.name, what: what)
      }
    }
  }

  private static func difference(_ first: MosaicProbe, _ second: MosaicProbe) -> String? {
    if first.size != second.size {
      return "their sizes are \(first.size) and \(second.size) pixels"
    }
    if first.sampleType != second.sampleType {
      return "their samples are \(first.sampleType) and \(second.sampleType)"
    }
    switch (first.transform, second.transform) {
    case (nil, nil): break
    case (let one?, let two?):
      if !isClose(one, two, size: first.size) {
        return "their geotransforms are \(one.coefficients) and \(two.coefficients)"
      }
    default: return "only one of them is georeferenced"
    }
    switch (first.crs, second.crs) {
    case (nil, nil): return nil
    case (let one?, let two?):
      return one.isSame(as: two) ? nil : "their reference systems are \(one) and \(two)"
    case (let one, let two):
      return "their reference systems are \(one?.name ?? "none") and \(two?.name ?? "none")"
    }
  }

  /// True where no corner moves by more than a hundredth of a pixel.
  private static func isClose(_ one: GeoTransform, _ two: GeoTransform, size: PixelSize) -> Bool {
    [(0, 0), (size.width, 0), (0, size.height), (size.width, size.height)].allSatisfy { column, row in
      let corner = GridPoint(column: Double(column), row: Double(row))
      let moved = one.gridPoint(two.mapPoint(corner))
      return abs(moved.column - corner.column) < 0.01 && abs(moved.row - corner.row) < 0.01
    }
  }
}
