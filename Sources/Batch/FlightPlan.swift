import FieldStatistics
import Grid
import Pixels
import Segmentation
import Spectral

/// Everything that determines how one mosaic's pixels become results.
public struct FlightPlan: Sendable {
  /// The mosaic.
  public var source: any TileSource
  /// The band number of each role that the segmenter reads, in its order.
  public var bandNumbers: [Int]
  /// Turns samples into reflectance or counts.
  public var calibrator: BandCalibrator
  /// Decides classes.
  public var segmenter: any Segmenter
  /// The names of the indices that the segmenter hands out.
  public var indexNames: [String]
  /// The planes of `segmenter.roles` that the picture shows as red, green and blue.
  public var pictureBands: [Int]
  /// The indices, by place, that are also written as rasters.
  public var layerIndices: [Int]
  /// True where confidence is written.
  public var writesConfidence: Bool
  /// The fields on the mosaic's grid.
  public var coverages: [FieldCoverage]
  /// The side of a tile and the height of a strip; a multiple of 64.
  public var tileSize: Int
  /// Threads that decode and segment.
  public var workerCount: Int

  /// The size of the mosaic.
  public var size: PixelSize { source.mosaic.size }

  /// How the mosaic is cut into strips.
  public var strips: StripPlan {
    StripPlan(
      mosaic: size, stripHeight: tileSize, reach: segmenter.reach,
      blockHeight: source.mosaic.blockSize.height)
  }

  /// How the picture is made.
  public var preview: PreviewPlan { PreviewPlan(mosaic: size) }

  /// The bands to decode: those of the roles, then alpha.
  var decodedBands: [Int] {
    if case .alpha(let band) = source.mosaic.mask { return bandNumbers + [band] }
    return bandNumbers
  }

  var alphaPlane: Int? { decodedBands.count > bandNumbers.count ? bandNumbers.count : nil }

  var bufferLayout: StripBuffer.Layout {
    StripBuffer.Layout(
      width: size.width, capacity: strips.capacity, planeCount: decodedBands.count,
      sampleType: source.mosaic.sampleType, hasMask: source.mosaic.mask == .file)
  }
}
