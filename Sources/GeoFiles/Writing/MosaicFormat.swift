internal import CGDAL
internal import Pixels

/// How a mosaic that Furrow makes is stored.
public struct MosaicFormat: Hashable, Sendable {
  /// How tiles are compressed, without loss.
  public enum Compression: String, Hashable, Sendable, CaseIterable {
    /// Not at all.
    case none = "NONE"
    /// Old and widely read.
    case lzw = "LZW"
    /// Widely read.
    case deflate = "DEFLATE"
    /// Small and fast; needs a recent libtiff.
    case zstd = "ZSTD"
  }

  /// Whether a tile holds one band or all.
  public enum Interleave: String, Hashable, Sendable, CaseIterable {
    /// A pixel's samples lie together.
    case pixel = "PIXEL"
    /// Each band has tiles of its own.
    case band = "BAND"
  }

  /// The compression.
  public var compression: Compression
  /// The order of samples.
  public var interleave: Interleave
  /// The side of a tile, a multiple of 16.
  public var tileSize: Int
  /// True for a mask inside of the file that says which pixels are covered.
  public var hasMask: Bool

  /// Makes a format.
  public init(
    compression: Compression = .deflate, interleave: Interleave = .pixel, tileSize: Int = 512,
    hasMask: Bool = false
  ) {
    precondition(tileSize > 0 && tileSize.isMultiple(of: 16), "a tile's side is a multiple of 16")
    self.compression = compression
    self.interleave = interleave
    self.tileSize = tileSize
    self.hasMask = hasMask
  }
}

extension MosaicFormat {
  /// The creation options of GDAL's GTiff driver.
  func options(_ type: SampleType, bands: [BandDescription]) -> [String] {
    var options = [
      "TILED=YES", "BLOCKXSIZE=\(tileSize)", "BLOCKYSIZE=\(tileSize)", "COMPRESS=\(compression.rawValue)",
      "INTERLEAVE=\(interleave.rawValue)", "BIGTIFF=IF_SAFER", "NUM_THREADS=1",
    ]
    if compression != .none { options.append("PREDICTOR=\(type.isInteger ? 2 : 3)") }
    let roles = bands.map(\.role)
    let isColour = roles.starts(with: [.red, .green, .blue]) && type != .float32
    options.append("PHOTOMETRIC=\(isColour ? "RGB" : "MINISBLACK")")
    let colours = isColour ? 3 : 1
    if bands.count > colours {
      options.append("ALPHA=\(roles[colours] == .alpha ? "NON-PREMULTIPLIED" : "NO")")
    }
    return options
  }
}

extension BandRole {
  /// GDAL's colour interpretation; undefined where it has none.
  var colorInterpretation: GDALColorInterp {
    switch self {
    case .red: GCI_RedBand
    case .green: GCI_GreenBand
    case .blue: GCI_BlueBand
    case .alpha: GCI_AlphaBand
    case .redEdge, .nearInfrared, .thermal, .value: GCI_Undefined
    }
  }
}
