internal import CDeflate
public import Grid

/// Makes PNG images of 8-bit colour.
///
/// Source: Portable Network Graphics (PNG) Specification, third edition.
public enum PNGEncoder {
  /// The channels of a pixel, one byte each.
  public enum Channels: Int, Hashable, Sendable {
    /// Red, green, blue.
    case rgb = 3
    /// Red, green, blue and opacity, not premultiplied.
    case rgba = 4

    fileprivate var colorType: UInt8 { self == .rgb ? 2 : 6 }
  }

  /// The image as the bytes of a PNG file; `nil` where memory ran out.
  ///
  /// - Parameters:
  ///   - pixels: Rows from top to bottom without padding, channels together.
  ///   - size: Width and height; neither may be 0.
  ///   - channels: The bytes of a pixel.
  public static func encode(
    _ pixels: UnsafeRawBufferPointer, size: PixelSize, channels: Channels
  ) -> [UInt8]? {
    let rowBytes = size.width * channels.rawValue
    precondition(rowBytes > 0 && size.height > 0, "an image has at least one pixel")
    precondition(pixels.count == rowBytes * size.height, "an image has all of its pixels")
    let filtered = filter(pixels, rowBytes: rowBytes, rowCount: size.height)
    guard let data = filtered.withUnsafeBytes(Deflating.deflate) else { return nil }
    let header =
      UInt32(size.width).bigEndianBytes + UInt32(size.height).bigEndianBytes
      + [8, channels.colorType, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", header) + chunk("IDAT", data) + chunk("IEND", [])
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    let checksum = body.withUnsafeBytes { libdeflate_crc32(0, $0.baseAddress, $0.count) }
    return UInt32(data.count).bigEndianBytes + body + checksum.bigEndianBytes
  }

  /// Puts a filter's number before each row and applies it: the row as it is,
  /// or its difference from the row above where that is smaller in sum.
  private static func filter(
    _ pixels: UnsafeRawBufferPointer, rowBytes: Int, rowCount: Int
  ) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: (rowBytes + 1) * rowCount) { bytes, count in
      for row in 0..<rowCount {
        let source = UnsafeRawBufferPointer(rebasing: pixels[(row * rowBytes)..<((row + 1) * rowBytes)])
        let target = row * (rowBytes + 1)
        let above =
          row == 0 ? nil : UnsafeRawBufferPointer(rebasing: pixels[((row - 1) * rowBytes)..<(row * rowBytes)])
        filter(source, above: above, into: &bytes, at: target)
      }
      count = (rowBytes + 1) * rowCount
    }
  }

  private static func filter(
    _ row: UnsafeRawBufferPointer, above: UnsafeRawBufferPointer?,
    into bytes: inout UnsafeMutableBufferPointer<UInt8>, at target: Int
  ) {
    guard let above, differences(row, above) < magnitudes(row) else {
      bytes[target] = 0
      for index in 0..<row.count { bytes[target + 1 + index] = row[index] }
      return
    }
    bytes[target] = 2
    for index in 0..<row.count { bytes[target + 1 + index] = row[index] &- above[index] }
  }

  private static func magnitudes(_ row: UnsafeRawBufferPointer) -> Int {
    var sum = 0
    for byte in row { sum += Int(Int8(bitPattern: byte).magnitude) }
    return sum
  }

  private static func differences(_ row: UnsafeRawBufferPointer, _ above: UnsafeRawBufferPointer) -> Int {
    var sum = 0
    for index in 0..<row.count { sum += Int(Int8(bitPattern: row[index] &- above[index]).magnitude) }
    return sum
  }
}
