import FieldStatistics
import GeoFiles
import Grid
import JobDefinition
import Learning
import Pixels
import Segmentation
import Spectral

/// A mosaic or plain image with true classes, ready to be learned from or to
/// be judged by.
struct LearningScene: Sendable {
  /// The scene's name, unique in the job.
  var name: String
  /// The day of the flight, where something tells it.
  var date: CalendarDate?
  /// Its pixels.
  var file: MosaicFile
  var bands: ResolvedBands
  var calibration: MosaicCalibration
  /// How the job reads nodata.
  var nodata: SensorDescription.Nodata?
  /// Its true classes.
  var labels: any LabelSource
  /// What each annotator said.
  var annotation: SceneAnnotation
  /// What is kept together.
  var blocks: BlockMap
  /// The boundaries, where there are some.
  var fields: [Field]
  var coverages: [FieldCoverage]
  /// The SHA-256 of its files.
  var fingerprint: String
  /// The side of a pixel on the ground; 1 for an image that lies nowhere.
  var pixelSideMetres: Double
  /// False for an image that lies nowhere.
  var hasPlace: Bool

  var size: PixelSize { file.mosaic.size }

  /// The value of white in calibrated samples.
  func white(of role: BandRole) -> Float {
    if calibration[role].isReflectance { return 1 }
    return switch file.mosaic.sampleType {
    case .uint8: 255
    case .uint16: 65_535
    case .int16: 32_767
    case .float32: 1
    }
  }

  /// Everything that the pipeline needs to work this scene through.
  func plan(
    _ segmenter: any Segmenter, indexNames: [String] = [], tileSize: Int, workerCount: Int
  ) -> FlightPlan {
    let reading = reading(segmenter.roles)
    return FlightPlan(
      source: file, bandNumbers: reading.bandNumbers, calibrator: reading.calibrator, segmenter: segmenter,
      indexNames: indexNames, pictureBands: [0, 0, 0], layerIndices: [], writesConfidence: false,
      coverages: coverages, tileSize: tileSize, workerCount: workerCount)
  }

  /// How bands are read and calibrated.
  func reading(_ roles: [BandRole]) -> (bandNumbers: [Int], calibrator: BandCalibrator) {
    var mosaic = file.mosaic
    if let nodata {
      for band in mosaic.bands.indices { mosaic.bands[band].nodata = nodata.value }
    }
    let rule = nodata.map { $0.rule == .all ? NodataRule.everyBand : .anyBand }
    return (
      roles.compactMap { bands.bandNumber[$0] },
      BandCalibrator(
        mosaic: mosaic, bands: bands, roles: roles, calibration: calibration, nodataRule: rule)
    )
  }
}
