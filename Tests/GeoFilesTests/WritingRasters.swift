import Grid
import Pixels
import TestSupport

@testable import GeoFiles

/// Samples in blobs, with holes, so that overviews meet ties and nodata.
struct RandomRaster {
  let size: PixelSize
  let codes: [UInt8]

  init(size: PixelSize, seed: Int) {
    self.size = size
    var random = SeededGenerator(seed: seed)
    codes = (0..<size.pixelCount).map { _ in
      Bool.random(using: &random) ? UInt8.random(in: 0...3, using: &random) : 255
    }
  }

  var floats: [Float] {
    var random = SeededGenerator(seed: codes.count)
    return codes.map { $0 == 255 ? .nan : Float.random(in: -1...1, using: &random) }
  }
}

extension Legend {
  /// Names with markup and letters beyond ASCII.
  static var sample: Legend {
    get throws {
      try Legend([
        Entry(code: 0, name: "soil", color: Color(red: 139, green: 90, blue: 43), kind: .stuff, group: .soil),
        Entry(
          code: 1, name: "Möhre <1 & \"2\"", color: Color(red: 1, green: 200, blue: 254), kind: .thing,
          group: .crop),
        Entry(
          code: 2, name: "weed's", color: Color(red: 255, green: 0, blue: 128), kind: .thing, group: .weed),
        Entry(code: 254, name: "high", color: Color(red: 9, green: 8, blue: 7), kind: .stuff, group: .other),
      ])
    }
  }
}

extension CloudOptimizedWriter {
  /// Appends all rows.
  func append<Sample>(_ samples: [Sample]) throws {
    try samples.withUnsafeBytes { bytes in
      let rowBytes = size.width * kind.sampleBytes
      for row in 0..<size.height {
        try append(row: UnsafeRawBufferPointer(rebasing: bytes[(row * rowBytes)..<((row + 1) * rowBytes)]))
      }
    }
  }
}

extension Array where Element: Equatable {
  /// The first index at which two arrays differ; cheap to report, whatever
  /// their length.
  func firstDifference(from other: Self) -> Int? {
    zip(self, other).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      ?? (count == other.count ? nil : Swift.min(count, other.count))
  }
}
