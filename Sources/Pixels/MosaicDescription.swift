public import Grid

/// What a file says of one of its bands.
public struct BandDescription: Hashable, Sendable {
  /// The band's place in the mosaic, from 1.
  public var number: Int
  /// The band's own description; empty where the file has none.
  public var name: String
  /// The role that the file's colour interpretation or band name tells, if any.
  public var role: BandRole?
  /// The centre wavelength in nanometres where the file tells it.
  public var wavelengthNanometres: Double?
  /// The sample value that means nodata; may be NaN.
  public var nodata: Double?
  /// Scale and offset that the file declares: value = stored * scale + offset.
  public var scale: Double
  /// See `scale`.
  public var offset: Double

  /// Makes a description.
  public init(
    number: Int, name: String = "", role: BandRole? = nil, wavelengthNanometres: Double? = nil,
    nodata: Double? = nil, scale: Double = 1, offset: Double = 0
  ) {
    self.number = number
    self.name = name
    self.role = role
    self.wavelengthNanometres = wavelengthNanometres
    self.nodata = nodata
    self.scale = scale
    self.offset = offset
  }
}

/// What is known of a mosaic before a pixel is read.
public struct MosaicDescription: Hashable, Sendable {
  /// Where a mosaic says which pixels it does not cover.
  public enum Mask: Hashable, Sendable {
    /// Nodata values alone, or nothing.
    case none
    /// The band of this number is alpha: 0 means not covered.
    case alpha(band: Int)
    /// A mask inside or beside the file: 0 means not covered.
    case file
  }

  /// Width and height.
  public var size: PixelSize
  /// The bands in file order, alpha included.
  public var bands: [BandDescription]
  /// The type of every band's samples.
  public var sampleType: SampleType
  /// The size of the file's own tiles or strips.
  public var blockSize: PixelSize
  /// Where uncovered pixels are marked, besides nodata.
  public var mask: Mask

  /// Makes a description.
  public init(
    size: PixelSize, bands: [BandDescription], sampleType: SampleType, blockSize: PixelSize, mask: Mask
  ) {
    self.size = size
    self.bands = bands
    self.sampleType = sampleType
    self.blockSize = blockSize
    self.mask = mask
  }
}
