import Grid
import Pixels
import Spectral

/// Tells from stored samples alone where a strip holds nothing.
///
/// Only a sure answer is a yes: a window that is all nodata in a way that it
/// does not know is worked through like any other.
struct NodataSearch {
  private let nodata: [(plane: Int, value: Double)]
  private let alphaPlane: Int?

  /// Learns what nodata is.
  init(calibrator: BandCalibrator, alphaPlane: Int?) {
    nodata = calibrator.bands.enumerated().compactMap { plane, band in
      band.nodata.flatMap { Self.isHeld($0, by: calibrator.sampleType) ? (plane, $0) : nil }
    }
    self.alphaPlane = alphaPlane
  }

  /// True where no pixel of a window holds data: by the file's mask, by alpha,
  /// or since every band that declares nodata holds it.
  ///
  /// A window with data is found out in its first rows.
  func findsNothing(in window: PixelWindow, of panels: [StripBuffer]) -> Bool {
    panels.allSatisfy { panel in
      let columns = window.columns.clamped(to: panel.columns)
      return columns.isEmpty || findsNothing(in: PixelWindow(columns: columns, rows: window.rows), of: panel)
    }
  }

  /// The same for a window that lies in one panel.
  func findsNothing(in window: PixelWindow, of buffer: StripBuffer) -> Bool {
    isMasked(window, buffer) || isTransparent(window, buffer) || isNodata(window, buffer)
  }

  private func isMasked(_ window: PixelWindow, _ buffer: StripBuffer) -> Bool {
    guard buffer.layout.hasMask else { return false }
    return window.rows.allSatisfy { row in
      guard let mask = buffer.maskAddress(row: row, column: window.columns.lowerBound) else { return false }
      return Self.holds(mask, window.width, 0)
    }
  }

  private func isTransparent(_ window: PixelWindow, _ buffer: StripBuffer) -> Bool {
    alphaPlane.map { holds($0, 0, window, buffer) } ?? false
  }

  private func isNodata(_ window: PixelWindow, _ buffer: StripBuffer) -> Bool {
    !nodata.isEmpty && nodata.allSatisfy { holds($0.plane, $0.value, window, buffer) }
  }

  /// True where every sample of a plane's window is `value`.
  private func holds(_ plane: Int, _ value: Double, _ window: PixelWindow, _ buffer: StripBuffer) -> Bool {
    let type = buffer.layout.sampleType
    let offset = (window.columns.lowerBound - buffer.layout.firstColumn) * type.byteCount
    return window.rows.allSatisfy { row in
      let samples = UnsafeRawPointer(buffer.address(plane: plane, row: row) + offset)
      switch type {
      case .uint8: return Self.holds(samples.assumingMemoryBound(to: UInt8.self), window.width, UInt8(value))
      case .uint16:
        return Self.holds(samples.assumingMemoryBound(to: UInt16.self), window.width, UInt16(value))
      case .int16: return Self.holds(samples.assumingMemoryBound(to: Int16.self), window.width, Int16(value))
      case .float32:
        return Self.holds(samples.assumingMemoryBound(to: Float.self), window.width, Float(value))
      }
    }
  }

  @inline(__always)
  private static func holds<Sample: FixedWidthInteger>(
    _ samples: UnsafePointer<Sample>, _ count: Int, _ value: Sample
  ) -> Bool {
    var differing: Sample = 0
    for place in 0..<count { differing |= samples[place] ^ value }
    return differing == 0
  }

  private static func holds(_ samples: UnsafePointer<Float>, _ count: Int, _ value: Float) -> Bool {
    var differing: Int32 = 0
    if value.isNaN {
      for place in 0..<count { differing |= samples[place] == samples[place] ? 1 : 0 }
    } else {
      for place in 0..<count { differing |= samples[place] == value ? 0 : 1 }
    }
    return differing == 0
  }

  /// False where samples of a type cannot have a value, so that none is nodata.
  private static func isHeld(_ value: Double, by type: SampleType) -> Bool {
    switch type {
    case .uint8: UInt8(exactly: value) != nil
    case .uint16: UInt16(exactly: value) != nil
    case .int16: Int16(exactly: value) != nil
    case .float32: true
    }
  }
}
