import CKernels
import Pixels

/// A few hundred pixels of a row while they are calibrated.
struct CalibrationStrip {
  static let length = 512

  var start: Int
  var count: Int
  /// How many bands hold nodata, for each pixel.
  let holding: UnsafeMutablePointer<UInt8>
  /// 1 where a band is not finite.
  let broken: UnsafeMutablePointer<UInt8>

  func clear() {
    holding.update(repeating: 0, count: count)
    broken.update(repeating: 0, count: count)
  }

  /// Calibrates one plane and marks its nodata and broken samples.
  func calibrate(
    _ plane: CalibrationPlane, sampleType: SampleType, samples: UnsafeRawPointer,
    into row: UnsafeMutablePointer<Float>
  ) {
    let row = row + start
    switch sampleType {
    case .uint8:
      let samples = samples.assumingMemoryBound(to: UInt8.self) + start
      withNodata(plane) { calibrate_uint8(count, samples, plane.scale, plane.offset, $0, row, holding) }
    case .uint16:
      let samples = samples.assumingMemoryBound(to: UInt16.self) + start
      withNodata(plane) { calibrate_uint16(count, samples, plane.scale, plane.offset, $0, row, holding) }
    case .int16:
      let samples = samples.assumingMemoryBound(to: Int16.self) + start
      withNodata(plane) { calibrate_int16(count, samples, plane.scale, plane.offset, $0, row, holding) }
    case .float32: calibrate(plane, samples.assumingMemoryBound(to: Float.self) + start, into: row)
    }
  }

  /// Hands over the nodata value as a sample; `nil` where the plane has none.
  @inline(__always)
  private func withNodata<Sample: FixedWidthInteger>(
    _ plane: CalibrationPlane, _ body: (UnsafePointer<Sample>?) -> Void
  ) {
    guard case .integer(let value) = plane.nodata else { return body(nil) }
    var nodata = Sample(truncatingIfNeeded: value)
    body(&nodata)
  }

  private func calibrate(
    _ plane: CalibrationPlane, _ samples: UnsafePointer<Float>, into row: UnsafeMutablePointer<Float>
  ) {
    let scale = plane.scale
    let offset = plane.offset
    for index in 0..<count { row[index] = samples[index] * scale + offset }
    let greatest = Float.greatestFiniteMagnitude
    for index in 0..<count { broken[index] |= row[index].magnitude <= greatest ? 0 : 1 }
    switch plane.nodata {
    case .float(let nodata):
      for index in 0..<count { holding[index] &+= samples[index] == nodata ? 1 : 0 }
    case .nan:
      for index in 0..<count { holding[index] &+= samples[index] == samples[index] ? 0 : 1 }
    case .integer, .none: break
    }
  }

  /// Decides which pixels are invalid, makes them NaN, and counts.
  func finish(
    planes: [CalibrationPlane], rule: NodataRule, mask: UnsafePointer<UInt8>?,
    rows: UnsafePointer<UnsafeMutablePointer<Float>>
  ) -> RowValidity {
    let declaring = UInt8(planes.count(where: \.declaresNodata))
    let least = rule == .anyBand ? min(1, declaring) : declaring
    var validity = count(declaring: declaring, least: least, mask: mask.map { $0 + start })
    validity.valid = count - validity.nodata - validity.notFinite
    if validity.valid < count {
      for index in planes.indices { erase(rows[index] + start) }
    }
    return validity
  }

  /// Counts the strip's pixels and leaves 1 in `broken` where one is invalid.
  private func count(declaring: UInt8, least: UInt8, mask: UnsafePointer<UInt8>?) -> RowValidity {
    if let mask {
      for index in 0..<count { holding[index] = mask[index] == 0 ? 255 : holding[index] }
    }
    let found = find_invalid(count, declaring, least, holding, broken)
    return RowValidity(
      valid: 0, nodata: Int(found.uncovered), notFinite: Int(found.not_finite),
      partialNodata: Int(found.partial))
  }

  private func erase(_ row: UnsafeMutablePointer<Float>) { erase_marked(count, broken, row) }
}
