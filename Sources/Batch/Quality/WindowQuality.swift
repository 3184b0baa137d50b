import FieldStatistics
import Grid
import Pixels

/// What one window of a sample says of a mosaic's quality.
struct WindowQuality: Sendable {
  /// All pixels of the window.
  private(set) var pixelCount = 0
  /// What the fields cover of the window, and what of it holds data, in units
  /// of 2^-24 of a pixel.
  private(set) var fieldUnits: UInt64 = 0
  private(set) var validFieldUnits: UInt64 = 0
  /// How sharp it is; `nil` where that cannot be told.
  private(set) var sharpness: Double?

  private let columns: Range<Int>
  private let coverages: [FieldCoverage]
  private var plane: [Float] = []

  init(_ window: PixelWindow, coverages: [FieldCoverage]) {
    columns = window.columns
    self.coverages = coverages.filter { $0.rows.overlaps(window.rows) && $0.columns.overlaps(window.columns) }
  }

  /// Adds the next row of one band.
  mutating func add(row: Int, _ band: UnsafePointer<Float>) {
    pixelCount += columns.count
    plane.append(contentsOf: UnsafeBufferPointer(start: band, count: columns.count))
    for coverage in coverages where coverage.rows.contains(row) {
      for span in coverage.spans(row: row) {
        for column in (span.start..<span.end).clamped(to: columns) {
          fieldUnits += UInt64(span.weight.units)
          if !band[column - columns.lowerBound].isNaN { validFieldUnits += UInt64(span.weight.units) }
        }
      }
    }
  }

  /// Ends the window.
  mutating func finish() {
    sharpness = Sharpness.of(plane, width: columns.count)
    plane = []
  }

  /// The band in which sharpness is measured: green, which cameras see best.
  static func band(of roles: [BandRole]) -> Int {
    [BandRole.green, .red, .nearInfrared, .redEdge, .blue].lazy.compactMap(roles.firstIndex).first ?? 0
  }
}
