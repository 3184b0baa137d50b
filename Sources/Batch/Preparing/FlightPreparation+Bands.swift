import JobDefinition
import Pixels
import Spectral

extension FlightPreparation {
  /// What the job, and for its profile the flight, says of the sensor.
  private var sensor: SensorDescription { job.job.describing(candidate).sensor }

  func resolveBands(_ mosaic: MosaicDescription) throws(FlightError) -> ResolvedBands {
    do throws(BandResolutionError) {
      let request: BandRequest =
        switch sensor.bands {
        case .numbers(let numbers): .numbers(numbers)
        case .code(let code): .code(try BandCode(code))
        case nil: sensor.profile.map { .profile($0) } ?? .automatic
        }
      return try BandResolver.resolve(mosaic: mosaic, request: request)
    } catch {
      throw .bandsUnknown(file: candidate.paths.first ?? "", error)
    }
  }

  func resolveCalibration(
    _ mosaic: MosaicDescription, _ bands: ResolvedBands
  ) throws(FlightError) -> MosaicCalibration {
    do throws(CalibrationError) {
      return try MosaicCalibration.resolve(
        mosaic: mosaic, bands: bands, request: Self.calibrationRequest(job.job.sensor.scale))
    } catch {
      throw .calibrationUnknown(file: candidate.paths.first ?? "", error)
    }
  }

  private static func calibrationRequest(_ scale: SensorDescription.Scale?) -> CalibrationRequest {
    switch scale {
    case nil: .automatic
    case .counts: .counts
    case .reflectance: .reflectance(scale: 1, offset: 0)
    case .divisor(let divisor): .reflectance(scale: 1 / divisor, offset: 0)
    }
  }

  func checkIndices(_ bands: ResolvedBands, _ calibration: MosaicCalibration) throws {
    for index in job.indices {
      let availability = job.catalogue.availability(
        of: .name(index.name), with: bands, calibration: calibration)
      guard availability == .available else {
        throw FlightError.indexNotAvailable(
          index.name, file: candidate.paths.first ?? "", reason: "\(availability)")
      }
    }
    for (number, rule) in (job.job.segment?.rules ?? []).enumerated() {
      let condition = try job.catalogue.parse(rule.condition)
      let availability = job.catalogue.availability(of: condition, with: bands, calibration: calibration)
      guard availability == .available else {
        throw FlightError.ruleNotAvailable(
          number: number + 1, condition: rule.condition, file: candidate.paths.first ?? "",
          reason: "\(availability)")
      }
    }
  }
}
