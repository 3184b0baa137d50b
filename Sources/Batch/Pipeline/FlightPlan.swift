import FieldStatistics
import Grid
import Pixels
import Segmentation
import Spectral

/// Everything that determines how one mosaic's pixels become results.
struct FlightPlan: Sendable {
  /// The mosaic.
  var source: any TileSource
  /// The band number of each role that the segmenter reads, in its order.
  var bandNumbers: [Int]
  /// Turns samples into reflectance or counts.
  var calibrator: BandCalibrator
  /// Decides classes.
  var segmenter: any Segmenter
  /// The names of the indices that the segmenter hands out.
  var indexNames: [String]
  /// The planes of `segmenter.roles` that the picture shows as red, green and blue.
  var pictureBands: [Int]
  /// True where these are red, green and blue light.
  var showsNaturalColours: Bool {
    pictureBands.map { segmenter.roles[$0] } == [.red, .green, .blue]
  }
  /// The indices, by place, that are also written as rasters.
  var layerIndices: [Int]
  /// True where confidence is written.
  var writesConfidence: Bool
  /// The fields on the mosaic's grid.
  var coverages: [FieldCoverage]
  /// The side of a tile and the height of a strip; a multiple of 64.
  var tileSize: Int
  /// Threads that decode and segment.
  var workerCount: Int
  /// What is worked through, where that is not the whole mosaic.
  var ground: WorkedGround?
  /// The rows that are worked through, where that is one shard of the mosaic.
  var rows: Range<Int>?

  /// The rows that are worked through.
  var workedRows: Range<Int> { strips.rows }

  /// The size of the mosaic.
  var size: PixelSize { source.mosaic.size }

  /// How the mosaic is cut into strips.
  var strips: StripPlan {
    StripPlan(
      mosaic: size, rows: rows, stripHeight: tileSize, reach: segmenter.reach,
      blockHeight: source.mosaic.blockSize.height)
  }

  /// How the picture is made.
  var preview: PreviewPlan { PreviewPlan(mosaic: size) }

  /// The bands to decode: those of the roles, then alpha.
  var decodedBands: [Int] {
    if case .alpha(let band) = source.mosaic.mask { return bandNumbers + [band] }
    return bandNumbers
  }

  var alphaPlane: Int? { decodedBands.count > bandNumbers.count ? bandNumbers.count : nil }

  /// About how much memory the pixels at hand take: the panels under the tiles
  /// being worked on and decoded ahead, the rows that strips hand on, two strips'
  /// classes and extra rasters, and each worker's planes of one tile.
  var workingByteCount: Int {
    let layout = PanelLayout(self, decoder: StripDecoder(self))
    let panelWidth = layout.panels.first?.count ?? 0
    let sides = (segmenter.reach + panelWidth - 1) / max(1, panelWidth)
    let panelCount = min(2 * layout.panels.count, 2 * sides + 2 * workerCount + 1)
    var panel = bufferLayout
    panel.width = panelWidth
    var carried = bufferLayout
    carried.capacity = layout.carriedCapacity
    let strip = size.width * tileSize * (2 + (1 + layerIndices.count) * MemoryLayout<Float>.size)
    return panelCount * panel.byteCount + carried.byteCount + 2 * strip
      + workerCount * segmenter.workingByteCount(tileSize: tileSize)
  }

  var bufferLayout: StripBuffer.Layout {
    StripBuffer.Layout(
      width: size.width, capacity: strips.capacity, planeCount: decodedBands.count,
      sampleType: source.mosaic.sampleType, hasMask: source.mosaic.mask == .file)
  }
}
