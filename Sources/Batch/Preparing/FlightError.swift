public import Spectral

/// Why a flight cannot be worked through, in the job's own terms.
public enum FlightError: Error, Hashable, Sendable {
  /// The mosaic says not where on earth it lies.
  case noReferenceSystem(file: String)
  /// It cannot be told which band is which.
  case bandsUnknown(file: String, BandResolutionError)
  /// It cannot be told what the samples mean.
  case calibrationUnknown(file: String, CalibrationError)
  /// The job wants an index that this mosaic cannot have.
  case indexNotAvailable(String, file: String, reason: String)
  /// A rule reads what this mosaic does not have.
  case ruleNotAvailable(number: Int, condition: String, file: String, reason: String)
  /// The pixels cannot decide a threshold.
  case noThreshold(comparison: String, file: String, reason: String)
  /// The values cannot be what the calibration makes of them.
  case implausible(file: String, reason: String)
  /// Strips of this mosaic do not fit into the job's limit on memory.
  case tooMuchMemory(file: String, neededMebibytes: Int, limitMebibytes: Int)
  /// The mosaic holds nothing.
  case noValidPixels(file: String)
  /// The mosaic holds nothing at any of the places where it was sampled.
  case noValidPixelsInSample(file: String)
  /// The job wants fields alone, and none of them lies on the mosaic.
  case noFields(file: String)
  /// The file changed while it was read.
  case changed(file: String)
}

extension FlightError: CustomStringConvertible {
  /// One sentence that names the file.
  public var description: String {
    switch self {
    case .noReferenceSystem(let file):
      "'\(file)' has no coordinate reference system or no place in it; give 'sensor: {crs: ...}' where only the system is missing"
    case .bandsUnknown(let file, let error): "cannot tell the bands of '\(file)': \(error)"
    case .calibrationUnknown(let file, let error): "cannot tell what the samples of '\(file)' mean: \(error)"
    case .indexNotAvailable(let name, let file, let reason):
      "index '\(name)' cannot be had from '\(file)': \(reason)"
    case .ruleNotAvailable(let number, let condition, let file, let reason):
      "rule \(number), '\(condition)', cannot be asked of '\(file)': \(reason)"
    case .noThreshold(let comparison, let file, let reason):
      "'\(comparison)' has no threshold in '\(file)': \(reason)"
    case .implausible(let file, let reason): "'\(file)': \(reason)"
    case .tooMuchMemory(let file, let needed, let limit):
      "'\(file)' needs about \(needed) MiB, more than 'limits: {max_memory_mb: \(limit)}' allows; a smaller "
        + "'processing: {tile_size: ...}' or fewer threads need less"
    case .noValidPixels(let file): "'\(file)' has no valid pixels"
    case .noValidPixelsInSample(let file):
      "'\(file)' has no valid pixels at any of the sampled places, so that no threshold can be drawn"
    case .noFields(let file): "no field lies on '\(file)', and the job says 'only: fields'"
    case .changed(let file): "'\(file)' changed while it was read"
    }
  }
}
