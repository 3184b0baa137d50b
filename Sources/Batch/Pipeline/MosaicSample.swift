import FieldStatistics
import Grid
import Pixels
import Segmentation
import Spectral

/// Values at a fixed set of places of a mosaic, the same for any tile size and
/// number of threads.
///
/// At most 64 windows of 128 x 128 pixels, spread evenly; the whole mosaic
/// where it is smaller than that. Automatic thresholds and checks of the
/// calibration are drawn from it before the mosaic itself is worked through.
struct MosaicSample {
  /// The values of each expression at every sampled pixel that holds data,
  /// window after window, row after row.
  let values: [[Float]]
  /// What each band measures.
  let roles: [BandRole]
  /// The values of each band, likewise.
  let bands: [[Float]]
  /// True where every pixel of the mosaic was looked at.
  let isWhole: Bool
  /// What each window says of the mosaic's quality; empty where nobody asked.
  let quality: [WindowQuality]

  /// Reads the sample with the plan's workers.
  ///
  /// - Parameters:
  ///   - plan: The mosaic, how its bands are read, and a segmenter whose
  ///     indices are the expressions to evaluate.
  ///   - measuresQuality: Whether `quality` is wanted.
  init(_ plan: FlightPlan, measuresQuality: Bool = false) throws {
    let sampled = SamplePlan(mosaic: plan.size, windowSize: 128)
    let groups = Self.groups(sampled.windows, blockHeight: plan.source.mosaic.blockSize.height)
    let pool = WorkerPool(workerCount: plan.workerCount)
    let readers = WorkerSlots<any TileReader>(workerCount: pool.workerCount)
    let found = try pool.map(groups.count) { task, worker in
      let reader = try readers.value(of: worker) { try plan.source.makeReader() }
      return try groups[task].map {
        try WindowSample(
          sampled.windows[$0], plan: plan, reader: reader, measuresQuality: measuresQuality)
      }
    }.flatMap(\.self)
    roles = plan.segmenter.roles
    values = plan.indexNames.indices.map { index in found.flatMap { $0.values[index] } }
    bands = plan.bandNumbers.indices.map { band in found.flatMap { $0.bands[band] } }
    quality = found.compactMap(\.quality)
    isWhole = sampled.pixelCount == plan.size.pixelCount
  }

  /// Windows that begin in one row of blocks: one worker reads them, since
  /// they are likely to want the same blocks.
  private static func groups(_ windows: [PixelWindow], blockHeight: Int) -> [Range<Int>] {
    let rows = windows.map { $0.rows.lowerBound / max(1, blockHeight) }
    let starts = rows.indices.filter { $0 == 0 || rows[$0] != rows[$0 - 1] }
    return zip(starts, starts.dropFirst() + [rows.count]).map { $0..<$1 }
  }
}

/// The values of one window of the sample.
private struct WindowSample: Sendable {
  private(set) var values: [[Float]]
  private(set) var bands: [[Float]]
  private(set) var quality: WindowQuality?

  init(
    _ core: PixelWindow, plan: FlightPlan, reader: any TileReader, measuresQuality: Bool
  ) throws {
    quality = measuresQuality ? WindowQuality(core, coverages: plan.coverages) : nil
    values = Array(repeating: [], count: plan.indexNames.count)
    bands = Array(repeating: [], count: plan.bandNumbers.count)
    let mosaic = PixelWindow(plan.size)
    let window = core.expanded(by: plan.segmenter.reach, within: mosaic)
    let buffer = StripBuffer(
      StripBuffer.Layout(
        firstColumn: window.columns.lowerBound, width: window.width, capacity: window.height,
        planeCount: plan.decodedBands.count, sampleType: plan.source.mosaic.sampleType,
        hasMask: plan.source.mosaic.mask == .file))
    buffer.begin(rows: window.rows)
    try buffer.fill(window, bands: plan.decodedBands, from: reader)
    add(core, of: mosaic, from: buffer, plan: plan)
  }

  private mutating func add(
    _ core: PixelWindow, of mosaic: PixelWindow, from buffer: StripBuffer, plan: FlightPlan
  ) {
    let rows = StripRows(
      calibrator: plan.calibrator, roleCount: plan.bandNumbers.count, alphaPlane: plan.alphaPlane)
    rows.use([buffer])
    var classes = [ClassCode](repeating: .nodata, count: core.pixelCount)
    let judged = WindowQuality.band(of: plan.segmenter.roles)
    var found = (values: values, bands: bands, quality: quality)
    (values, bands, quality) = ([], [], nil)
    classes.withUnsafeMutableBufferPointer { classes in
      let target = TileTarget(
        classes: classes.baseAddress.unsafelyUnwrapped, confidence: nil, stride: core.width
      ) { row, _, bandRows, indexRows in
        found.quality?.add(row: row, bandRows[judged])
        for band in found.bands.indices {
          found.bands[band].append(bandRows[band], where: bandRows[0], count: core.width)
        }
        for index in found.values.indices {
          found.values[index].append(indexRows[index], where: bandRows[0], count: core.width)
        }
      }
      plan.segmenter.makeTileSegmenter().segment(core, of: mosaic, from: rows, into: target)
    }
    found.quality?.finish()
    (values, bands, quality) = found
  }
}

extension [Float] {
  /// Appends the values of a row's columns where `band` holds data.
  fileprivate mutating func append(
    _ row: UnsafePointer<Float>, where band: UnsafePointer<Float>, count: Int
  ) {
    for column in 0..<count where !band[column].isNaN { append(row[column]) }
  }
}
