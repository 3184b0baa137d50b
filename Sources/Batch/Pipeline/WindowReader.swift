import Grid
import Pixels
import Segmentation
import Spectral

/// One worker's access to the calibrated bands of any window of a mosaic.
final class WindowReader {
  private let mosaic: MosaicDescription
  private let reader: any TileReader
  private let bandNumbers: [Int]
  private let calibrator: BandCalibrator

  /// Opens the mosaic.
  ///
  /// - Parameters:
  ///   - bandNumbers: The bands in the order of the planes.
  ///   - calibrator: Turns their samples into values.
  init(_ source: any TileSource, bandNumbers: [Int], calibrator: BandCalibrator) throws {
    mosaic = source.mosaic
    reader = try source.makeReader()
    self.bandNumbers = bandNumbers
    self.calibrator = calibrator
  }

  /// Reads the bands of a window within the mosaic; NaN where nothing is.
  func read(_ window: PixelWindow, into planes: WindowPlanes) throws {
    planes.move(to: window)
    var decoded = bandNumbers
    var alphaPlane: Int?
    if case .alpha(let band) = mosaic.mask {
      alphaPlane = decoded.count
      decoded.append(band)
    }
    let buffer = StripBuffer(
      StripBuffer.Layout(
        firstColumn: window.columns.lowerBound, width: window.width, capacity: window.height,
        planeCount: decoded.count, sampleType: mosaic.sampleType, hasMask: mosaic.mask == .file))
    buffer.begin(rows: window.rows)
    try buffer.fill(window, bands: decoded, from: reader)
    let rows = StripRows(calibrator: calibrator, roleCount: bandNumbers.count, alphaPlane: alphaPlane)
    rows.use([buffer])
    for row in window.rows {
      planes.withPointers(row: row, column: window.columns.lowerBound) {
        _ = rows.read(row: row, columns: window.columns, into: $0)
      }
    }
  }
}
