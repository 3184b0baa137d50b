public import Grid

/// One flight over a scene: when, under which light and how georeferenced.
public struct Acquisition: Hashable, Sendable {
  /// Days after the scene's first date, 0 or more.
  public var daysAfter: Int
  /// Where the light comes from, clockwise from the top of the grid.
  public var sunAzimuthDegrees: Double
  /// How high the sun stands, above 0 and up to 90.
  public var sunElevationDegrees: Double
  /// A factor on all bands that calibration left, about 1.
  public var light: Double
  /// How much redder (above 0) or bluer the light is, about -0.1...0.1.
  public var warmth: Double
  /// Which of the scene's pixels is this mosaic's pixel at column 0, row 0.
  public var gridOffset: PixelPoint
  /// What the mosaic's georeference is wrong by in x, in metres.
  public var georeferenceErrorX: Double
  /// What the mosaic's georeference is wrong by in y, in metres.
  public var georeferenceErrorY: Double

  /// Makes an acquisition.
  public init(
    daysAfter: Int, sunAzimuthDegrees: Double = 135, sunElevationDegrees: Double = 48, light: Double = 1,
    warmth: Double = 0, gridOffset: PixelPoint = PixelPoint(column: 0, row: 0),
    georeferenceErrorX: Double = 0, georeferenceErrorY: Double = 0
  ) {
    self.daysAfter = daysAfter
    self.sunAzimuthDegrees = sunAzimuthDegrees
    self.sunElevationDegrees = sunElevationDegrees
    self.light = light
    self.warmth = warmth
    self.gridOffset = gridOffset
    self.georeferenceErrorX = georeferenceErrorX
    self.georeferenceErrorY = georeferenceErrorY
  }

  /// The scene's first date, late in the morning.
  public static let first = Acquisition(daysAfter: 0)

  /// Sixteen days later, in the afternoon, a few decimetres off the first.
  public static let second = Acquisition(
    daysAfter: 16, sunAzimuthDegrees: 228, sunElevationDegrees: 41, light: 0.95, warmth: 0.03,
    georeferenceErrorX: 0.21, georeferenceErrorY: -0.13)
}
