public import Grid
public import Pixels

/// A flight's number in the catalog.
public struct FlightID: RawRepresentable, Hashable, Sendable {
  /// The row's number.
  public let rawValue: Int64

  /// Makes an id from a row's number.
  public init(rawValue: Int64) { self.rawValue = rawValue }
}

/// What the catalog keeps of a flight.
public struct FlightRecord: Hashable, Sendable {
  /// The name in tables and reports.
  public var name: String
  /// Where the mosaic was read.
  public var path: String
  /// What tells the mosaic's content apart from any other, as hexadecimal text.
  public var fingerprint: String
  /// The day of the flight as "yyyy-mm-dd", where it is known.
  public var takenOn: String?
  /// Width and height in pixels.
  public var size: PixelSize
  /// The reference system's name, such as "WGS 84 / UTM zone 32N".
  public var crsName: String
  /// The reference system as WKT.
  public var crsWKT: String
  /// From the grid to the reference system.
  public var geoTransform: GeoTransform
  /// The true area of a pixel in the mosaic's middle.
  public var pixelAreaSquareMetres: Double
  /// The sensor profile's name.
  public var sensor: String
  /// The bands' names or roles in file order.
  public var bands: [String]
  /// The type of every band's samples.
  public var sampleType: SampleType
  /// The size of the mosaic's file.
  public var byteCount: Int

  /// Makes a record.
  public init(
    name: String, path: String, fingerprint: String, takenOn: String?, size: PixelSize, crsName: String,
    crsWKT: String, geoTransform: GeoTransform, pixelAreaSquareMetres: Double, sensor: String,
    bands: [String], sampleType: SampleType, byteCount: Int
  ) {
    self.name = name
    self.path = path
    self.fingerprint = fingerprint
    self.takenOn = takenOn
    self.size = size
    self.crsName = crsName
    self.crsWKT = crsWKT
    self.geoTransform = geoTransform
    self.pixelAreaSquareMetres = pixelAreaSquareMetres
    self.sensor = sensor
    self.bands = bands
    self.sampleType = sampleType
    self.byteCount = byteCount
  }
}
