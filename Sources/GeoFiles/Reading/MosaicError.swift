public import Grid

/// Why a mosaic cannot be used or read.
public enum MosaicError: Error, Hashable, Sendable {
  /// The chain of TIFF directories returns to itself.
  case loopingDirectories(file: String, offset: UInt64)
  /// The chain of TIFF directories does not end in reason.
  case tooManyDirectories(file: String, limit: Int)
  /// Its TIFF directories have more entries than any mosaic's.
  case tooManyEntries(file: String, limit: Int)
  /// A TIFF directory is not in the file: it is cut short or damaged.
  case directoryOutside(file: String, offset: UInt64, bytes: UInt64)
  /// It has no column, no row or no band.
  case emptyRaster(file: String)
  /// More pixels than the policy allows.
  case tooManyPixels(file: String, size: PixelSize, limit: Int)
  /// More bands than the policy allows.
  case tooManyBands(file: String, count: Int, limit: Int)
  /// One tile or strip is larger than the policy allows.
  case blockTooLarge(file: String, block: PixelSize, bytes: Int, limit: Int)
  /// The file claims so many bytes for its size that it is a trap.
  case expandsTooFar(file: String, claimedBytes: Int, storedBytes: Int)
  /// Samples of a type that no sensor of this trade writes.
  case sampleType(file: String, band: Int, name: String)
  /// Bands of different types.
  case mixedSampleTypes(file: String, names: [String])
  /// A geotransform that is not finite or cannot be inverted.
  case transform(file: String, coefficients: [Double])
  /// Two files of one mosaic that do not fit; `what` names size, transform,
  /// type or reference system with both values.
  case disagreement(first: String, second: String, what: String)
  /// A file for one band that holds several.
  case notOneBand(file: String, count: Int)
  /// The same file is named for two bands.
  case repeatedFile(file: String)
  /// No file is named.
  case noFile
  /// A window that cannot be read; the reason is the library's.
  case unreadable(file: String, window: PixelWindow, reason: String)
}

extension MosaicError {
  /// True where an object store did not give a part of the mosaic: another try
  /// later may succeed.
  public var mayPass: Bool {
    guard case .unreadable(let file, _, let reason) = self else { return false }
    let words = reason.lowercased()
    return InputFile.isOverNetwork(file)
      && ["response_code", "http", "curl", "timed out"].contains { words.contains($0) }
  }
}

extension MosaicError: CustomStringConvertible {
  /// One sentence that names the file, the place and the reason.
  public var description: String {
    switch self {
    case .loopingDirectories(let file, let offset):
      "cannot open '\(file)': its directories form a loop at byte \(offset)"
    case .tooManyDirectories(let file, let limit):
      "cannot open '\(file)': it has more than \(limit) directories"
    case .tooManyEntries(let file, let limit):
      "cannot open '\(file)': its directories have more than \(limit) entries"
    case .directoryOutside(let file, let offset, let bytes):
      "cannot open '\(file)': no directory at byte \(offset) of \(bytes), the file is cut short or damaged"
    case .emptyRaster(let file): "cannot open '\(file)': its width, height or band count is zero"
    case .mixedSampleTypes(let file, let names):
      "cannot use '\(file)': its bands differ in type (\(names.joined(separator: ", ")))"
    case .sampleType(let file, let band, let name):
      "cannot use '\(file)': band \(band) has samples of type \(name), "
        + "which is none of uint8, uint16, int16, float32"
    case .transform(let file, let coefficients):
      "cannot use '\(file)': its geotransform \(coefficients) is not finite or has no area"
    case .disagreement(let first, let second, let what):
      "cannot take '\(first)' and '\(second)' as one mosaic: \(what)"
    case .notOneBand(let file, let count):
      "cannot use '\(file)' as one band of a mosaic: it holds \(count) bands"
    case .repeatedFile(let file): "cannot use '\(file)' for two bands of one mosaic"
    case .noFile: "cannot open a mosaic: no file is named"
    case .unreadable(let file, let window, let reason): "cannot read '\(file)' at \(window): \(reason)"
    default: limitDescription
    }
  }

  private var limitDescription: String {
    switch self {
    case .tooManyPixels(let file, let size, let limit):
      "refused '\(file)': \(size) pixels are more than the limit of \(limit)"
    case .tooManyBands(let file, let count, let limit):
      "refused '\(file)': \(count) bands are more than the limit of \(limit)"
    case .blockTooLarge(let file, let block, let bytes, let limit):
      "refused '\(file)': a block of \(block) pixels takes \(bytes) bytes, the limit is \(limit)"
    case .expandsTooFar(let file, let claimed, let stored):
      "refused '\(file)': its \(stored) bytes claim to be \(claimed) bytes of pixels"
    default: "cannot open a mosaic"
    }
  }
}
