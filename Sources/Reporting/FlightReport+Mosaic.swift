public import Grid

extension FlightReport {
  /// The mosaic and how it was understood.
  public struct Mosaic: Hashable, Sendable {
    /// The file's name.
    public var fileName: String
    /// Width and height in pixels.
    public var size: PixelSize
    /// The side of a pixel on the ground, in metres.
    public var pixelSizeMetres: Double
    /// The name of the coordinate reference system.
    public var referenceSystem: String
    /// The sensor profile's name.
    public var sensor: String
    /// How it was told which band is what.
    public var bandSource: String

    /// Makes a description.
    public init(
      fileName: String, size: PixelSize, pixelSizeMetres: Double, referenceSystem: String, sensor: String,
      bandSource: String
    ) {
      self.fileName = fileName
      self.size = size
      self.pixelSizeMetres = pixelSizeMetres
      self.referenceSystem = referenceSystem
      self.sensor = sensor
      self.bandSource = bandSource
    }
  }

  /// Pictures of the mosaic and of the mask, laid over one another.
  public struct Picture: Hashable, Sendable {
    /// The mosaic in colours that people know, as a PNG file.
    public var mosaicPNG: [UInt8]
    /// The mask in the legend's colours, transparent where there is nothing,
    /// as a PNG file of the same size.
    public var maskPNG: [UInt8]
    /// The size of both in pixels.
    public var size: PixelSize
    /// The side of one of the picture's pixels on the ground.
    public var metresPerPixel: Double
    /// Where north is, in degrees clockwise from the picture's top.
    public var northDegrees: Double
    /// The boundaries of fields, drawn over both pictures.
    public var outlines: [FieldOutline]

    /// Makes a pair of pictures.
    public init(
      mosaicPNG: [UInt8], maskPNG: [UInt8], size: PixelSize, metresPerPixel: Double,
      northDegrees: Double = 0, outlines: [FieldOutline] = []
    ) {
      self.mosaicPNG = mosaicPNG
      self.maskPNG = maskPNG
      self.size = size
      self.metresPerPixel = metresPerPixel
      self.northDegrees = northDegrees
      self.outlines = outlines
    }

    /// A round length in metres, 1, 2 or 5 times a power of ten, that takes at
    /// most a quarter of the picture's width.
    public var scaleBarMetres: Double {
      RoundLength.metres(atMost: Double(size.width) * metresPerPixel / 4)
    }
  }
}
