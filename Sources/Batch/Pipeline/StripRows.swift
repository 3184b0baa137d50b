import Grid
import Pixels
import Segmentation
import Spectral

/// Calibrated rows of the strip at hand, for one worker.
final class StripRows: CalibratedRows {
  private let calibrator: BandCalibrator
  private let roleCount: Int
  private let alphaPlane: Int?
  private let ground: WorkedGround?
  private var buffer: StripBuffer
  private var opacity: [UInt8]

  /// - Parameters:
  ///   - alphaPlane: The plane of the buffer that holds alpha, if any.
  ///   - ground: What is worked through; all else holds nothing.
  init(
    calibrator: BandCalibrator, roleCount: Int, alphaPlane: Int?, buffer: StripBuffer,
    ground: WorkedGround? = nil
  ) {
    self.calibrator = calibrator
    self.roleCount = roleCount
    self.alphaPlane = alphaPlane
    self.ground = ground
    self.buffer = buffer
    opacity = Array(repeating: 0, count: buffer.layout.width)
  }

  func use(_ buffer: StripBuffer) { self.buffer = buffer }

  func read(
    row: Int, columns: Range<Int>, into planes: UnsafePointer<UnsafeMutablePointer<Float>>
  ) -> RowValidity {
    let columns =
      (columns.lowerBound - buffer.layout.firstColumn)..<(columns.upperBound - buffer.layout.firstColumn)
    let offset = columns.lowerBound * buffer.layout.sampleType.byteCount
    return withUnsafeTemporaryAllocation(of: UnsafeRawPointer.self, capacity: max(1, roleCount)) { samples in
      for plane in 0..<roleCount {
        samples.initializeElement(
          at: plane, to: UnsafeRawPointer(buffer.address(plane: plane, row: row) + offset))
      }
      return opacity.withUnsafeMutableBufferPointer { opacity in
        let mask = cutMask(row: row, columns: columns, opacity: opacity.baseAddress.unsafelyUnwrapped)
        return calibrator.calibrate(
          count: columns.count, samples: samples.baseAddress.unsafelyUnwrapped, mask: mask, into: planes)
      }
    }
  }

  /// The mask of the file, and 0 outside of the ground.
  private func cutMask(
    row: Int, columns: Range<Int>, opacity: UnsafeMutablePointer<UInt8>
  ) -> UnsafePointer<UInt8>? {
    let covered = mask(row: row, columns: columns, opacity: opacity)
    guard let ground else { return covered }
    if let covered {
      if covered != UnsafePointer(opacity) { opacity.update(from: covered, count: columns.count) }
    } else {
      opacity.update(repeating: 1, count: columns.count)
    }
    let first = buffer.layout.firstColumn
    ground.cut(row: row, columns: columns.lowerBound + first..<columns.upperBound + first, mask: opacity)
    return UnsafePointer(opacity)
  }

  /// 0 where the file's mask or alpha says that nothing is there.
  private func mask(
    row: Int, columns: Range<Int>, opacity: UnsafeMutablePointer<UInt8>
  ) -> UnsafePointer<UInt8>? {
    if let mask = buffer.maskAddress(row: row, column: columns.lowerBound + buffer.layout.firstColumn) {
      return UnsafePointer(mask)
    }
    guard let alphaPlane else { return nil }
    let samples = UnsafeRawPointer(buffer.address(plane: alphaPlane, row: row))
    switch buffer.layout.sampleType {
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
