public import Grid
public import Pixels

/// A mosaic on disk: what it is, and readers of its pixels.
///
/// A value that crosses tasks; it holds no open file. Each reader opens
/// datasets of its own.
public struct MosaicFile: TileSource, Sendable {
  /// Where it is.
  public let locator: RasterLocator
  /// The rules under which it was opened and under which readers open it.
  public let policy: OpeningPolicy
  /// Size, bands, sample type, blocks and mask.
  public let mosaic: MosaicDescription
  /// The map from the grid to coordinates; the identity where the file has
  /// no georeference.
  public let transform: GeoTransform
  /// False where the file does not say where it lies.
  public let isGeoreferenced: Bool
  /// The file's reference system, else the one that the caller gave, else
  /// `nil`; the caller decides what to do without.
  public let crs: CoordinateSystem?
  /// The compression, as in "DEFLATE"; `nil` where there is none.
  public let compression: String?
  /// "PIXEL" or "BAND".
  public let interleave: String
  /// The predictor of LZW, DEFLATE and ZSTD: 1 none, 2 horizontal, 3 float.
  public let predictor: Int
  /// The number of reduced copies for display.
  public let overviewCount: Int
  /// True where the file's offsets have 64 bits.
  public let isBigTIFF: Bool
  /// The bytes on disk of all of the mosaic's files, sidecars left out.
  public let bytes: Int
  /// When it was made, as the file says ("2017:10:19 20:40:39"), if it does.
  public let dateTag: String?
  /// The files that readers read: the mosaic's own, then masks, overviews and
  /// world files beside them.
  public let files: [String]
  /// What a person should know before using the mosaic, a sentence each.
  public let warnings: [String]
  /// What costs time or asks for care but is dealt with, a sentence each.
  public let advice: [String]
}

extension MosaicFile {
  /// Opens a mosaic, checks it and describes it.
  ///
  /// Names are checked before GDAL sees them; files must begin like a TIFF
  /// and have a sound chain of directories. Beside the file a `.msk`, a `.ovr`
  /// and a world file are read; `.aux.xml` is not, with a warning.
  ///
  /// Opening proves nothing of the pixels: a file that is cut short or has
  /// damaged tiles opens and fails in `read`. A flipped bit fails there only
  /// where the compression carries a sum, as DEFLATE does; LZW, ZSTD and
  /// uncompressed samples carry none.
  ///
  /// - Parameters:
  ///   - locator: One file, or one for each band; these must agree in size,
  ///     transform, reference system and sample type.
  ///   - policy: Drivers and caps.
  ///   - crs: The reference system to use where the file has none. Where the
  ///     file has another, the file's is kept and a warning says so.
  /// - Throws: `InputFileError`, `MosaicError` or `GDALError`.
  public static func open(
    _ locator: RasterLocator, policy: OpeningPolicy = OpeningPolicy(), crs: String? = nil
  ) throws -> MosaicFile {
    let given = try crs.map { text throws(GDALError) in try CoordinateSystem(userInput: text) }
    var probes: [MosaicProbe] = []
    switch locator.content {
    case .file(let path): probes.append(try MosaicProbe(path, policy: policy))
    case .bandFiles(let files):
      guard Set(files.map(\.path)).count == files.count else {
        throw MosaicError.repeatedFile(file: Self.firstRepeated(files.map(\.path)))
      }
      guard files.count <= policy.maximumBands else {
        throw MosaicError.tooManyBands(
          file: locator.name, count: files.count, limit: policy.maximumBands)
      }
      probes = try files.map { try MosaicProbe($0.path, policy: policy) }
      try Self.checkAgreement(of: probes)
    }
    guard let first = probes.first else { throw MosaicError.noFile }
    return MosaicFile(locator, policy, probes, first, givenCRS: given)
  }

  /// Opens datasets for one worker.
  public func makeReader() throws -> any TileReader { try MosaicReader(self) }

  private static func firstRepeated(_ paths: [String]) -> String {
    var seen = Set<String>()
    return paths.first { !seen.insert($0).inserted } ?? ""
  }

  private init(
    _ locator: RasterLocator, _ policy: OpeningPolicy, _ probes: [MosaicProbe], _ first: MosaicProbe,
    givenCRS: CoordinateSystem?
  ) {
    self.locator = locator
    self.policy = policy
    transform = first.transform ?? .identity
    isGeoreferenced = first.transform != nil
    crs = first.crs ?? givenCRS
    compression = first.compression
    interleave = first.interleave
    predictor = first.predictor
    overviewCount = probes.map(\.overviewCount).min() ?? 0
    isBigTIFF = first.isBigTIFF
    bytes = probes.reduce(0) { $0 + $1.bytes }
    dateTag = first.dateTag
    files = probes.map(\.name) + probes.flatMap(\.sidecars)
    mosaic = Self.describe(locator, probes, first)
    warnings = Self.warnings(probes, first, mosaic, givenCRS: givenCRS)
    advice = Self.advice(first, mosaic, crs: crs)
  }

  private static func describe(
    _ locator: RasterLocator, _ probes: [MosaicProbe], _ first: MosaicProbe
  ) -> MosaicDescription {
    var bands = first.bands
    var mask = first.mask
    if case .bandFiles(let files) = locator.content {
      bands = probes.enumerated().map { index, probe in
        var band = probe.bands[0]
        band.number = index + 1
        if !files[index].name.isEmpty { band.name = files[index].name }
        band.role = BandRole(rawValue: files[index].name.lowercased())
        return band
      }
      mask = probes.contains { $0.mask == .file } ? .file : .none
      if let alpha = bands.first(where: { $0.role == .alpha }), mask == .none {
        mask = .alpha(band: alpha.number)
      }
    }
    return MosaicDescription(
      size: first.size, bands: bands, sampleType: first.sampleType, blockSize: first.blockSize,
      mask: mask)
  }
}

extension GeoTransform {
  /// The transform of a raster that does not say where it lies.
  static let identity = GeoTransform(
    originX: 0, columnX: 1, rowX: 0, originY: 0, columnY: 0, rowY: 1)
}
