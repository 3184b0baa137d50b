import Foundation
import Grid
import Pixels

extension MosaicFile {
  /// What a person should know, in the order of what matters.
  static func warnings(
    _ probes: [MosaicProbe], _ first: MosaicProbe, _ mosaic: MosaicDescription,
    givenCRS: CoordinateSystem?
  ) -> [String] {
    placeWarnings(first, givenCRS: givenCRS) + bandWarnings(mosaic) + probes.flatMap(\.warnings)
  }

  /// What costs time or asks for care, but is dealt with.
  static func advice(
    _ first: MosaicProbe, _ mosaic: MosaicDescription, crs: CoordinateSystem?
  ) -> [String] {
    unitAdvice(crs) + gridAdvice(first.transform, crs) + layoutAdvice(first, mosaic)
  }

  private static func unitAdvice(_ crs: CoordinateSystem?) -> [String] {
    var advice: [String] = []
    if crs?.kind == .geographic { advice.append("coordinates are in degrees, not in metres") }
    if let metres = crs?.metresPerUnit, abs(metres - 1) > 1e-9, let unit = crs?.unitName {
      advice.append("coordinates are in \(unit), not in metres")
    }
    return advice
  }

  private static func gridAdvice(_ transform: GeoTransform?, _ crs: CoordinateSystem?) -> [String] {
    guard let transform else { return [] }
    var advice: [String] = []
    if transform.isRotated { advice.append("rows and columns do not run along the axes") }
    if !transform.isRotated, transform.rowY > 0 { advice.append("north is not up") }
    if !transform.isRotated, transform.columnX < 0 { advice.append("east is not to the right") }
    if !isSquare(transform, crs) {
      advice.append("pixels are not square: \(abs(transform.columnX)) by \(abs(transform.rowY)) units")
    }
    return advice
  }

  private static func placeWarnings(_ first: MosaicProbe, givenCRS: CoordinateSystem?) -> [String] {
    var warnings: [String] = []
    if let own = first.crs, let givenCRS, !own.isSame(as: givenCRS) {
      warnings.append("the job's reference system \(givenCRS) is ignored: the file says \(own)")
    }
    let crs = first.crs ?? givenCRS
    if crs == nil { warnings.append("no reference system") }
    if crs?.kind == .other { warnings.append("the reference system is neither geographic nor projected") }
    if first.transform == nil { warnings.append("no georeference") }
    if first.pageCount > 1 {
      warnings.append("the file holds \(first.pageCount) pages: only the first is read")
    }
    return warnings
  }

  /// True where the sides of a pixel differ by less than a thousandth, or a
  /// hundredth on the ground where coordinates are in degrees.
  private static func isSquare(_ transform: GeoTransform, _ crs: CoordinateSystem?) -> Bool {
    let isGeographic = crs?.isInDegrees ?? false
    let shrink = isGeographic ? cos(transform.originY * .pi / 180) : 1
    func length(_ x: Double, _ y: Double) -> Double { (x * x * shrink * shrink + y * y).squareRoot() }
    let width = length(transform.columnX, transform.columnY)
    let height = length(transform.rowX, transform.rowY)
    return abs(width - height) <= (isGeographic ? 0.01 : 0.001) * max(width, height)
  }

  private static func layoutAdvice(_ first: MosaicProbe, _ mosaic: MosaicDescription) -> [String] {
    var advice: [String] = []
    let block = mosaic.blockSize
    let isStriped = block.width >= mosaic.size.width && mosaic.size.height > block.height
    if isStriped, block.height < 16, mosaic.size.height > 512 {
      advice.append("stored in strips of \(block.height) rows: slow to read in tiles")
    }
    if block.pixelCount > 1 << 24 {
      advice.append("stored in blocks of \(block) pixels: every read decodes a whole one")
    }
    if first.overviewCount == 0, mosaic.size.pixelCount > 1 << 24 {
      advice.append("no overviews: slow to display")
    }
    return advice
  }

  private static func bandWarnings(_ mosaic: MosaicDescription) -> [String] {
    var warnings: [String] = []
    let colours = mosaic.bands.filter { $0.role != nil && $0.role != .alpha }.count
    let data = mosaic.bands.filter { $0.role != .alpha }
    let named = data.contains { !$0.name.isEmpty || $0.wavelengthNanometres != nil }
    if colours > 0, data.count > colours, !named {
      warnings.append(
        "\(colours) of \(data.count) bands have a colour: it may be the writer's default and not the sensor's"
      )
    }
    for band in mosaic.bands {
      if let nodata = band.nodata, !mosaic.sampleType.canHold(nodata) {
        warnings.append(
          "nodata \(nodata) of band \(band.number) cannot occur in samples of type \(mosaic.sampleType)")
      }
    }
    return warnings
  }
}

extension SampleType {
  /// True where a sample can have exactly this value; NaN only in float32.
  func canHold(_ value: Double) -> Bool {
    switch self {
    case .uint8: UInt8(exactly: value) != nil
    case .uint16: UInt16(exactly: value) != nil
    case .int16: Int16(exactly: value) != nil
    case .float32: true
    }
  }
}
