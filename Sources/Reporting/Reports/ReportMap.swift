public import Grid
public import Pixels

/// The map of a report, or why there is none.
public enum ReportMap: Hashable, Sendable {
  /// A picture of the mask.
  case drawn(MapPicture)
  /// Nothing to draw.
  case missing(Absence)

  /// Why there is no map.
  public enum Absence: Hashable, Sendable {
    /// A file of the run is gone.
    case fileGone(path: String)
    /// A file is not the one that the run wrote.
    case fileChanged(path: String)
    /// The published package holds no boundary.
    case noBoundary(path: String)
    /// The flight saw nothing.
    case nothingSeen
    /// The library's or the system's own words.
    case unreadable(reason: String)
  }
}

/// A picture of the mask and the densest squares of weeds and disease in it.
public struct MapPicture: Hashable, Sendable {
  /// One of the densest squares.
  public struct Spot: Hashable, Sendable {
    /// 1 for the first of the report.
    public var number: Int
    /// What covers most of what is counted there.
    public var code: ClassCode
    /// The share of the square's seen ground that the group covers, 0 to 1.
    public var share: Double
    /// The square's side.
    public var sideMetres: Double
    /// The middle of the square in WGS 84, where it can be told.
    public var longitude: Double?
    /// See `longitude`.
    public var latitude: Double?
    /// The square's upper left corner on the map's picture, in its pixels.
    public var corner: GridPoint
    /// The square's side on the map's picture, in its pixels.
    public var side: Double
    /// The square and half a side around it, as PNG.
    public var png: [UInt8]
    /// The size of that picture.
    public var size: PixelSize

    /// Makes a spot.
    public init(
      number: Int, code: ClassCode, share: Double, sideMetres: Double, longitude: Double?, latitude: Double?,
      corner: GridPoint, side: Double, png: [UInt8], size: PixelSize
    ) {
      self.number = number
      self.code = code
      self.share = share
      self.sideMetres = sideMetres
      self.longitude = longitude
      self.latitude = latitude
      self.corner = corner
      self.side = side
      self.png = png
      self.size = size
    }
  }

  /// The map as PNG, transparent outside of what is reported.
  public var png: [UInt8]
  /// The size of the picture.
  public var size: PixelSize
  /// The side of one of the picture's pixels on the ground.
  public var metresPerPixel: Double
  /// The side of the mask's pixels that were read, on the ground.
  public var readMetres: Double
  /// Where north is, in degrees clockwise from the picture's top.
  public var northDegrees: Double
  /// Boundaries in the picture's pixels.
  public var outlines: [FlightReport.FieldOutline]
  /// The side of the squares among which the worst were sought.
  public var cellMetres: Double
  /// The worst spots, those of weeds before those of disease.
  public var spots: [Spot]

  /// Makes a picture.
  public init(
    png: [UInt8], size: PixelSize, metresPerPixel: Double, readMetres: Double, northDegrees: Double,
    outlines: [FlightReport.FieldOutline], cellMetres: Double, spots: [Spot]
  ) {
    self.png = png
    self.size = size
    self.metresPerPixel = metresPerPixel
    self.readMetres = readMetres
    self.northDegrees = northDegrees
    self.outlines = outlines
    self.cellMetres = cellMetres
    self.spots = spots
  }
}

/// Lengths that are 1, 2 or 5 times a power of ten.
public enum RoundLength {
  /// The greatest that is not above `most`, from 1 mm on.
  public static func metres(atMost most: Double) -> Double {
    let most = max(most, 1e-3)
    var step = 1e-3
    while step * 10 <= most { step *= 10 }
    return [5.0, 2, 1].map { $0 * step }.first { $0 <= most } ?? step
  }
}
