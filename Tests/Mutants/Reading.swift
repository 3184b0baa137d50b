import Foundation
import GeoFiles
import Grid
import Pixels

/// Reads a damaged file as a run would, and says in a few words what came of it.
struct Reading {
  private let grid: MosaicGrid
  /// The most pixels that are asked of a mosaic that claims more.
  private static let maximumPixels = 1 << 22

  init() throws {
    grid = MosaicGrid(
      size: PixelSize(width: 2000, height: 1000),
      transform: GeoTransform(
        originX: 500_000, columnX: 0.1, rowX: 0, originY: 5_900_000, columnY: 0, rowY: -0.1),
      crs: try CoordinateSystem(userInput: "EPSG:32632"))
  }

  /// The outcome: "read", or the step that was refused with the kind of error.
  func outcome(of path: String, isMosaic: Bool) -> String {
    var step = "open"
    do {
      if isMosaic {
        let mosaic = try MosaicFile.open(RasterLocator(path: path))
        step = "pixels"
        try read(mosaic)
        step = "summary"
        _ = try MosaicSummary.make(of: mosaic, maximumPixels: 1_000_000)
      } else {
        step = "boundaries"
        _ = try FieldFile.read(path: path, attributes: FieldAttributes(id: "plot"), onto: grid)
        _ = try FieldFile.describe(path: path)
      }
      return "read"
    } catch {
      return "\(step): \(Self.kind(of: error))"
    }
  }

  private static func kind(of error: any Error) -> String {
    let mirror = Mirror(reflecting: error)
    let label = mirror.displayStyle == .enum ? mirror.children.first?.label ?? "\(error)" : ""
    return "\(type(of: error))" + (label.isEmpty ? "" : ".\(label)")
  }

  /// Reads every pixel, or of a mosaic that claims many the windows at its
  /// corners and in its middle; windows that cut blocks and that do not.
  private func read(_ mosaic: MosaicFile) throws {
    let size = mosaic.mosaic.size
    let side = min(512, max(size.width, size.height))
    let bands = mosaic.mosaic.bands.map(\.number)
    let reader = try mosaic.makeReader()
    let bytes = side * mosaic.mosaic.sampleType.byteCount
    let samples = UnsafeMutableRawPointer.allocate(byteCount: bytes * side * bands.count, alignment: 64)
    defer { samples.deallocate() }
    func starts(_ length: Int) -> [Int] {
      size.pixelCount <= Self.maximumPixels
        ? Array(stride(from: 0, to: length, by: side)) : Array(Set([0, length / 2, max(0, length - side)]))
    }
    for row in starts(size.height) {
      for column in starts(size.width) {
        for inset in [0, 7] {
          let window = PixelWindow(
            columns: column..<min(size.width, column + side),
            rows: row..<min(size.height, row + side))
          let inner = PixelWindow(
            columns: min(window.columns.upperBound - 1, column + inset)..<window.columns.upperBound,
            rows: min(window.rows.upperBound - 1, row + inset)..<window.rows.upperBound)
          try reader.read(
            inner, bands: bands, into: samples, rowStride: bytes, planeStride: bytes * side)
        }
      }
    }
  }
}
