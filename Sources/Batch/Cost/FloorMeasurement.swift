import Foundation
public import GeoFiles
import Grid
import JobDefinition
import Pixels

/// Measures the floor of a mosaic: how long this machine needs for the least
/// that any run does with it.
///
/// The same readers decode the same pieces as in a run, with as many workers;
/// nothing of the mosaic is held but a strip.
public struct FloorMeasurement: Sendable {
  /// What is done with the pixels.
  public enum Work: Hashable, Sendable, CaseIterable {
    /// They are decoded and forgotten.
    case decode
    /// They are decoded, one band is compared with a threshold, and the answer
    /// is written as a mask with its overviews: the floor.
    case mask
  }

  /// What one pass over the mosaic took.
  public struct Pass: Hashable, Sendable {
    /// Seconds that passed.
    public var wallSeconds: Double
    /// Processor seconds of all threads.
    public var cpuSeconds: Double
  }

  /// The mosaic.
  public let file: MosaicFile
  /// The bands that are decoded, from 1.
  public let bands: [Int]
  /// Threads that decode.
  public let threadCount: Int
  let stripHeight: Int

  /// Prepares a measurement.
  ///
  /// - Parameters:
  ///   - bands: What is decoded; all bands unless said.
  ///   - threadCount: One on each processor unless said.
  ///   - stripHeight: The rows that are decoded at a time, rounded up to whole
  ///     blocks; those of a run unless said.
  /// - Throws: `FloorError`.
  public init(
    _ file: MosaicFile, bands: [Int]? = nil, threadCount: Int? = nil,
    stripHeight: Int? = nil
  ) throws {
    self.file = file
    self.bands = bands ?? file.mosaic.bands.map(\.number)
    self.threadCount = threadCount ?? WorkerPool.processorCount
    self.stripHeight = stripHeight ?? Processing().tileSize
    let (needed, limit) = (layout.byteCount >> 20, Limits().maximumMemoryMebibytes)
    guard needed <= limit else {
      throw FloorError.tooMuchMemory(
        file: file.locator.name, neededMebibytes: needed, limitMebibytes: limit)
    }
  }

  /// The most memory that this process has held so far, in bytes.
  public static var peakMemory: Int { ResourceMeter.peakMemoryByteCount }

  /// The bytes of all samples that a pass decodes.
  public var decodedByteCount: Int {
    file.mosaic.size.pixelCount * bands.count * file.mosaic.sampleType.byteCount
  }

  /// Passes over the mosaic once.
  ///
  /// - Parameter progressed: Called with the pixels that are done, from any thread.
  /// - Throws: What is wrong with the pixels; `OutputError` where the mask
  ///   cannot be written; `RunStopped`.
  public func run(
    _ work: Work, cancellation: RunCancellation = .never,
    progressed: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws -> Pass {
    let pass = try FloorPass(self, cancellation: cancellation, progressed: progressed)
    guard work == .mask else {
      let meter = ResourceMeter()
      try pass.run(into: nil)
      return Pass(wallSeconds: meter.wallSeconds, cpuSeconds: meter.cpuSeconds)
    }
    return try TemporaryMask.with(file) { mask in
      let meter = ResourceMeter()
      try pass.run(into: mask)
      try mask.finish()
      return Pass(wallSeconds: meter.wallSeconds, cpuSeconds: meter.cpuSeconds)
    }
  }

  /// The rows that are decoded at a time.
  var rowStep: Int {
    let block = max(1, min(file.mosaic.blockSize.height, file.mosaic.size.height))
    return min((stripHeight + block - 1) / block * block, max(block, file.mosaic.size.height))
  }

  var layout: StripBuffer.Layout {
    StripBuffer.Layout(
      width: file.mosaic.size.width, capacity: rowStep, planeCount: bands.count,
      sampleType: file.mosaic.sampleType, hasMask: file.mosaic.mask == .file)
  }
}
