import Pixels
import Spectral

extension FlightPreparation {
  /// How a prepared flight's bands are read and calibrated.
  func reading(
    _ roles: [BandRole], of flight: PreparedFlight
  ) -> (bandNumbers: [Int], calibrator: BandCalibrator) {
    let nodata = job.job.sensor.nodata
    var mosaic = flight.file.mosaic
    if let nodata {
      for band in mosaic.bands.indices { mosaic.bands[band].nodata = nodata.value }
    }
    let rule = nodata.map { $0.rule == .all ? NodataRule.everyBand : .anyBand }
    return (
      roles.compactMap { flight.bands.bandNumber[$0] },
      BandCalibrator(
        mosaic: mosaic, bands: flight.bands, roles: roles, calibration: flight.calibration,
        nodataRule: rule)
    )
  }
}
