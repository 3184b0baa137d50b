import GeoFiles
import Grid
import Pixels

/// One pass of a floor measurement: rows are decoded in strips, and the mask
/// of a strip is handed on while the next is decoded.
///
/// Workers write disjoint windows, and only one of them hands on; that is why
/// it may cross threads.
final class FloorPass: @unchecked Sendable {
  private let measurement: FloorMeasurement
  private let cancellation: RunCancellation
  private let progressed: @Sendable (Int) -> Void
  private let pool: WorkerPool
  private let decoder: StripDecoder
  private let buffer: StripBuffer
  private let size: PixelSize
  private let threshold: Threshold
  /// Two strips of the mask, in turn.
  private let masks: [UnsafeMutablePointer<UInt8>]

  init(
    _ measurement: FloorMeasurement, cancellation: RunCancellation,
    progressed: @escaping @Sendable (Int) -> Void
  ) throws {
    self.measurement = measurement
    self.cancellation = cancellation
    self.progressed = progressed
    size = measurement.file.mosaic.size
    pool = WorkerPool(workerCount: measurement.threadCount)
    decoder = StripDecoder(
      source: measurement.file, bands: measurement.bands, workerCount: measurement.threadCount)
    buffer = StripBuffer(measurement.layout)
    threshold = try Threshold(of: measurement)
    let count = size.width * measurement.rowStep
    masks = (0..<2).map { _ in .allocate(capacity: count) }
    for mask in masks { mask.initialize(repeating: 0, count: count) }
  }

  deinit {
    for mask in masks { mask.deallocate() }
  }

  /// Decodes every row; with a mask, thresholds and writes it too.
  func run(into mask: TemporaryMask?) throws {
    var previous: Range<Int>?
    for (number, first) in stride(from: 0, to: size.height, by: measurement.rowStep).enumerated() {
      let rows = first..<min(first + measurement.rowStep, size.height)
      try decode(rows, number: number, handingOn: previous, to: mask)
      if mask != nil { previous = rows }
      progressed(rows.upperBound * size.width)
      try cancellation.check()
    }
    if let mask, let previous {
      try append(previous, number: previous.lowerBound / measurement.rowStep, to: mask)
    }
  }

  private func decode(
    _ rows: Range<Int>, number: Int, handingOn previous: Range<Int>?, to mask: TemporaryMask?
  ) throws {
    buffer.begin(rows: rows)
    let pieces = decoder.panels.flatMap { decoder.pieces(of: PixelWindow(columns: $0, rows: rows)) }
    let handOn = previous == nil ? 0 : 1
    try pool.run(handOn + pieces.count) { [self] task, worker in
      guard task >= handOn else {
        if let mask, let previous { try append(previous, number: number - 1, to: mask) }
        return
      }
      let piece = pieces[task - handOn]
      try decoder.decode(piece, into: buffer, worker: worker)
      if mask != nil { apply(to: piece, of: rows, number: number) }
    }
  }

  /// Compares a decoded piece with the threshold.
  private func apply(to piece: PixelWindow, of rows: Range<Int>, number: Int) {
    let offset = piece.columns.lowerBound * buffer.layout.sampleType.byteCount
    for row in piece.rows {
      threshold.apply(
        to: UnsafeRawPointer(buffer.address(plane: 0, row: row) + offset), count: piece.width,
        into: masks[number % 2] + (row - rows.lowerBound) * size.width + piece.columns.lowerBound)
    }
  }

  private func append(_ rows: Range<Int>, number: Int, to mask: TemporaryMask) throws {
    for row in 0..<rows.count {
      try mask.append(
        UnsafeRawBufferPointer(start: masks[number % 2] + row * size.width, count: size.width))
    }
  }
}

extension FloorPass {
  /// Tells whether the first band is above its mean in the mosaic's middle.
  struct Threshold {
    private let type: SampleType
    private let value: Double

    /// Reads a window in the middle of the mosaic.
    init(of measurement: FloorMeasurement) throws {
      let mosaic = measurement.file.mosaic
      type = mosaic.sampleType
      let window = Self.middle(of: mosaic.size)
      let buffer = StripBuffer(
        StripBuffer.Layout(
          firstColumn: window.columns.lowerBound, width: window.width, capacity: window.height,
          planeCount: 1, sampleType: type, hasMask: false))
      buffer.begin(rows: window.rows)
      try buffer.fill(window, bands: [measurement.bands.first ?? 1], from: measurement.file.makeReader())
      let samples = UnsafeRawPointer(buffer.address(plane: 0, row: window.rows.lowerBound))
      value =
        switch type {
        case .uint8: Self.mean(samples.assumingMemoryBound(to: UInt8.self), window.pixelCount, Double.init)
        case .uint16: Self.mean(samples.assumingMemoryBound(to: UInt16.self), window.pixelCount, Double.init)
        case .int16: Self.mean(samples.assumingMemoryBound(to: Int16.self), window.pixelCount, Double.init)
        case .float32: Self.mean(samples.assumingMemoryBound(to: Float.self), window.pixelCount, Double.init)
        }
    }

    /// Writes 1 where a sample is above the threshold, else 0.
    func apply(to samples: UnsafeRawPointer, count: Int, into mask: UnsafeMutablePointer<UInt8>) {
      switch type {
      case .uint8: Self.apply(samples.assumingMemoryBound(to: UInt8.self), UInt8(value), count, mask)
      case .uint16: Self.apply(samples.assumingMemoryBound(to: UInt16.self), UInt16(value), count, mask)
      case .int16: Self.apply(samples.assumingMemoryBound(to: Int16.self), Int16(value), count, mask)
      case .float32: Self.apply(samples.assumingMemoryBound(to: Float.self), Float(value), count, mask)
      }
    }

    private static func middle(of size: PixelSize) -> PixelWindow {
      func part(_ length: Int) -> Range<Int> {
        let count = min(length, 512)
        return (length - count) / 2..<(length - count) / 2 + count
      }
      return PixelWindow(columns: part(size.width), rows: part(size.height))
    }

    /// The mean of what is finite; 0 where nothing is.
    private static func mean<Sample>(
      _ samples: UnsafePointer<Sample>, _ count: Int, _ number: (Sample) -> Double
    ) -> Double {
      var (sum, finite) = (0.0, 0.0)
      for place in 0..<count where number(samples[place]).isFinite {
        sum += number(samples[place])
        finite += 1
      }
      return finite > 0 ? sum / finite : 0
    }

    @inline(__always)
    private static func apply<Sample: Comparable>(
      _ samples: UnsafePointer<Sample>, _ limit: Sample, _ count: Int, _ mask: UnsafeMutablePointer<UInt8>
    ) {
      for place in 0..<count { mask[place] = samples[place] > limit ? 1 : 0 }
    }
  }
}
