import Grid
import Pixels
import Segmentation
import Spectral

/// Calibrated rows of the panels at hand, for one worker.
final class StripRows: CalibratedRows {
  private let calibrator: BandCalibrator
  private let roleCount: Int
  private let alphaPlane: Int?
  private let ground: WorkedGround?
  private var panels: [StripBuffer] = []
  private var opacity: [UInt8] = []

  /// - Parameters:
  ///   - alphaPlane: The plane of the panels that holds alpha, if any.
  ///   - ground: What is worked through; all else holds nothing.
  init(calibrator: BandCalibrator, roleCount: Int, alphaPlane: Int?, ground: WorkedGround? = nil) {
    self.calibrator = calibrator
    self.roleCount = roleCount
    self.alphaPlane = alphaPlane
    self.ground = ground
  }

  /// Reads from these panels from now on: neighbours, from left to right.
  func use(_ panels: [StripBuffer]) { self.panels = panels }

  func read(
    row: Int, columns: Range<Int>, into planes: UnsafePointer<UnsafeMutablePointer<Float>>
  ) -> RowValidity {
    if let panel = panels.first(where: { $0.columns.contains(columns.lowerBound) }),
      columns.upperBound <= panel.columns.upperBound
    {
      return read(panel, row: row, columns: columns, into: planes)
    }
    var validity = RowValidity()
    withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Float>.self, capacity: max(1, roleCount)) {
      parts in
      for panel in panels {
        let part = columns.clamped(to: panel.columns)
        guard !part.isEmpty else { continue }
        for plane in 0..<roleCount {
          parts.initializeElement(at: plane, to: planes[plane] + (part.lowerBound - columns.lowerBound))
        }
        validity += read(panel, row: row, columns: part, into: parts.baseAddress.unsafelyUnwrapped)
      }
    }
    return validity
  }

  /// Reads columns that one panel has.
  private func read(
    _ panel: StripBuffer, row: Int, columns: Range<Int>,
    into planes: UnsafePointer<UnsafeMutablePointer<Float>>
  ) -> RowValidity {
    let first = columns.lowerBound - panel.layout.firstColumn
    let offset = first * panel.layout.sampleType.byteCount
    return withUnsafeTemporaryAllocation(of: UnsafeRawPointer.self, capacity: max(1, roleCount)) { samples in
      for plane in 0..<roleCount {
        samples.initializeElement(
          at: plane, to: UnsafeRawPointer(panel.address(plane: plane, row: row) + offset))
      }
      if opacity.count < columns.count { opacity = Array(repeating: 0, count: columns.count) }
      return opacity.withUnsafeMutableBufferPointer { opacity in
        let mask = cutMask(
          panel, row: row, columns: columns, opacity: opacity.baseAddress.unsafelyUnwrapped)
        return calibrator.calibrate(
          count: columns.count, samples: samples.baseAddress.unsafelyUnwrapped, mask: mask, into: planes)
      }
    }
  }

  /// The mask of the file, and 0 outside of the ground.
  private func cutMask(
    _ panel: StripBuffer, row: Int, columns: Range<Int>, opacity: UnsafeMutablePointer<UInt8>
  ) -> UnsafePointer<UInt8>? {
    let first = columns.lowerBound - panel.layout.firstColumn
    let covered = mask(panel, row: row, columns: first..<first + columns.count, opacity: opacity)
    guard let ground else { return covered }
    if let covered {
      if covered != UnsafePointer(opacity) { opacity.update(from: covered, count: columns.count) }
    } else {
      opacity.update(repeating: 1, count: columns.count)
    }
    ground.cut(row: row, columns: columns, mask: opacity)
    return UnsafePointer(opacity)
  }

  /// 0 where the file's mask or alpha says that nothing is there; columns are
  /// the panel's own.
  private func mask(
    _ panel: StripBuffer, row: Int, columns: Range<Int>, opacity: UnsafeMutablePointer<UInt8>
  ) -> UnsafePointer<UInt8>? {
    if let mask = panel.maskAddress(row: row, column: columns.lowerBound + panel.layout.firstColumn) {
      return UnsafePointer(mask)
    }
    guard let alphaPlane else { return nil }
    let samples = UnsafeRawPointer(panel.address(plane: alphaPlane, row: row))
    switch panel.layout.sampleType {
    case .uint8: Self.opacity(samples.assumingMemoryBound(to: UInt8.self), columns, into: opacity)
    case .uint16: Self.opacity(samples.assumingMemoryBound(to: UInt16.self), columns, into: opacity)
    case .int16: Self.opacity(samples.assumingMemoryBound(to: Int16.self), columns, into: opacity)
    case .float32: Self.opacity(samples.assumingMemoryBound(to: Float.self), columns, into: opacity)
    }
    return UnsafePointer(opacity)
  }

  @inline(__always)
  private static func opacity<Sample: Numeric & Comparable>(
    _ samples: UnsafePointer<Sample>, _ columns: Range<Int>, into opacity: UnsafeMutablePointer<UInt8>
  ) {
    for column in columns { opacity[column - columns.lowerBound] = samples[column] > 0 ? 1 : 0 }
  }
}
