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
  /// The values of each expression at every sampled pixel that holds data.
  private(set) var values: [[Float]]
  /// What each band measures.
  let roles: [BandRole]
  /// The values of each band, likewise.
  private(set) var bands: [[Float]]
  /// True where every pixel of the mosaic was looked at.
  let isWhole: Bool

  /// Reads the sample.
  ///
  /// - Parameters:
  ///   - plan: The mosaic, how its bands are read, and a segmenter whose
  ///     indices are the expressions to evaluate.
  init(_ plan: FlightPlan) throws {
    roles = plan.segmenter.roles
    values = Array(repeating: [], count: plan.indexNames.count)
    bands = Array(repeating: [], count: plan.bandNumbers.count)
    let reader = try plan.source.makeReader()
    let mosaic = PixelWindow(plan.size)
    let sampled = SamplePlan(mosaic: plan.size, windowSize: 128)
    isWhole = sampled.pixelCount == plan.size.pixelCount
    for core in sampled.windows {
      let window = core.expanded(by: plan.segmenter.reach, within: mosaic)
      let buffer = StripBuffer(
        StripBuffer.Layout(
          firstColumn: window.columns.lowerBound, width: window.width, capacity: window.height,
          planeCount: plan.decodedBands.count, sampleType: plan.source.mosaic.sampleType,
          hasMask: plan.source.mosaic.mask == .file))
      _ = buffer.begin(rows: window.rows, after: nil)
      try buffer.fill(window, bands: plan.decodedBands, from: reader)
      add(core, of: mosaic, from: buffer, plan: plan)
    }
  }

  private mutating func add(
    _ core: PixelWindow, of mosaic: PixelWindow, from buffer: StripBuffer, plan: FlightPlan
  ) {
    let rows = StripRows(
      calibrator: plan.calibrator, roleCount: plan.bandNumbers.count, alphaPlane: plan.alphaPlane,
      buffer: buffer)
    var classes = [ClassCode](repeating: .nodata, count: core.pixelCount)
    var found = (values: values, bands: bands)
    (values, bands) = ([], [])
    classes.withUnsafeMutableBufferPointer { classes in
      let target = TileTarget(
        classes: classes.baseAddress.unsafelyUnwrapped, confidence: nil, stride: core.width
      ) { _, _, bandRows, indexRows in
        for column in 0..<core.width where !bandRows[0][column].isNaN {
          for band in found.bands.indices { found.bands[band].append(bandRows[band][column]) }
          for index in found.values.indices { found.values[index].append(indexRows[index][column]) }
        }
      }
      plan.segmenter.makeTileSegmenter().segment(core, of: mosaic, from: rows, into: target)
    }
    (values, bands) = found
  }
}
