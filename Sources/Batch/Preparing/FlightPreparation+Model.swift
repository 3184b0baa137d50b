import Pixels
import Spectral

extension FlightPreparation {
  /// The job's model, where it has one, checked against the flight.
  ///
  /// - Throws: `ModelError`, `ModelFitError`.
  func loadModel(
    _ bands: ResolvedBands, _ calibration: MosaicCalibration, sampleType: SampleType,
    pixelSideMetres: Double
  ) throws -> LoadedModel? {
    guard let selection = job.job.model else { return nil }
    let model = try LoadedModel(at: selection.folder.resolved)
    try model.check(
      name: candidate.name, bands: bands, calibration: calibration, sampleType: sampleType,
      pixelSideMetres: pixelSideMetres, legend: job.legend ?? model.legend, job: job.job.name)
    return model
  }
}
