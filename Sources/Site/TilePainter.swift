internal import Exporting
internal import Foundation
internal import Pixels
internal import Reporting

/// The colours of a raster's samples; what is not known is transparent.
struct TilePainter: Sendable {
  /// 256 pixels as red, green, blue and opacity in memory order.
  private let colors: [UInt32]
  /// The values of the first and last colour; `nil` where samples are codes.
  private let range: ClosedRange<Double>?

  /// Paints class codes in the legend's colours.
  init(_ legend: Legend) {
    colors = (0..<256).map { code in legend[ClassCode(code)].map { Self.pixel($0.color) } ?? 0 }
    range = nil
  }

  /// Paints percentages of one byte from dark blue to yellow.
  static let percentages = TilePainter(
    colors: (0..<256).map { $0 <= 100 ? pixel(ColourRamp.color(Double($0) / 100)) : 0 }, range: nil)

  /// Paints fractions from dark blue to yellow.
  init(_ range: ClosedRange<Double>) {
    self.init(colors: (0..<256).map { Self.pixel(ColourRamp.color(Double($0) / 255)) }, range: range)
  }

  private init(colors: [UInt32], range: ClosedRange<Double>?) {
    self.colors = colors
    self.range = range
  }

  /// The pixels of one tile out of a row of tiles.
  ///
  /// - Parameters:
  ///   - samples: The row's samples, 256 lines.
  ///   - width: The pixels of a line.
  ///   - column: The tile's first pixel.
  func tile(_ samples: UnsafeRawBufferPointer, width: Int, column: Int) -> [UInt32] {
    let side = WebTiles.side
    var pixels = [UInt32](repeating: 0, count: side * side)
    for line in 0..<side {
      let start = line * width + column
      for place in 0..<side {
        pixels[line * side + place] = color(samples, start + place)
      }
    }
    return pixels
  }

  private func color(_ samples: UnsafeRawBufferPointer, _ place: Int) -> UInt32 {
    guard let range else { return colors[Int(samples[place])] }
    let value = Double(samples.loadUnaligned(fromByteOffset: place * 4, as: Float.self))
    guard !value.isNaN else { return 0 }
    let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    return colors[Int((min(max(share, 0), 1) * 255).rounded())]
  }

  /// The ramp's colours at seven even places, as the page's legend draws them.
  static var ramp: JSONValue {
    .array((0...6).map { .string(ColourRamp.color(Double($0) / 6).hex) })
  }

  private static func pixel(_ color: Legend.Color) -> UInt32 {
    let (red, green, blue) = (UInt32(color.red), UInt32(color.green) << 8, UInt32(color.blue) << 16)
    let opaque: UInt32 = 0xFF00_0000
    return UInt32(littleEndian: red | green | blue | opaque)
  }
}
