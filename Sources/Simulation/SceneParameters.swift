public import Grid

/// Everything that a scene follows from, besides the date of the flight.
///
/// Equal parameters give equal scenes, sample by sample.
public struct SceneParameters: Hashable, Sendable {
  /// Where every random choice starts.
  public var seed: UInt64
  /// The size of the mosaic.
  public var size: PixelSize
  /// The side of a pixel in metres.
  public var pixelSizeMetres: Double
  /// The map's x of the grid's upper left corner.
  public var originX: Double = 600_000
  /// The map's y of the grid's upper left corner.
  public var originY: Double = 5_300_000

  /// How far the farm is turned against the grid, clockwise, -45...45.
  public var blockAngleDegrees: Double = 11
  /// About how long and wide the fields are, in metres.
  public var fieldSideMetres: Double = 120
  /// The width of the tracks between fields in metres.
  public var trackWidthMetres: Double = 4
  /// How far rows end from the boundary in metres.
  public var headlandMetres: Double = 6
  /// How many fields of trial plots there are at most in one block of plots.
  public var trialPlotLimit: Int = 24
  /// The crops that the fields take their turn with.
  public var crops: [CropKind] = [.sugarBeet, .maize, .potato, .soybean]

  /// How far plants have grown on the first date, 0...1; 1 closes the canopy.
  public var growthStage: Double = 0.45
  /// How much the growth stage rises in a day.
  public var growthPerDay: Double = 0.018
  /// The spread of plant radii as a fraction of the radius (one deviation).
  public var sizeSpread: Double = 0.12
  /// How large a part of the sown places has no plant, 0..<1.
  public var gapFraction: Double = 0.08
  /// How many rows lie between tramlines; 0 for none.
  public var tramlineRows: Int = 24

  /// The mean number of weeds on a square metre of field on the first date.
  public var weedsPerSquareMetre: Double = 1.2
  /// The day after which some weeds are gone.
  public var weedTreatmentDay: Int = 6
  /// How large a part of the weeds the treatment kills, 0...1.
  public var weedTreatmentEffect: Double = 0.6

  /// The side of the cells that can each hold one disease focus, in metres.
  public var focusSpacingMetres: Double = 30
  /// The chance that such a cell holds a focus.
  public var focusChance: Double = 0.3
  /// How far the disease changes leaves in a focus, 0...1; green changes only
  /// above 0.45.
  public var diseaseSeverity: Double = 0.7

  /// A factor on the soil's texture; 0 is a painted floor.
  public var soilContrast: Double = 1
  /// The sensor's noise in the dark, as reflectance.
  public var readNoise: Double = 0.0015
  /// What noise grows with: deviation = shotNoise * sqrt(reflectance).
  public var shotNoise: Double = 0.006
  /// The part of a flight's frame that the mosaic shows, in metres.
  public var frameSideMetres: Double = 24
  /// The spread of exposure between frames (one deviation).
  public var exposureSpread: Double = 0.015
  /// How much darker a frame's corner is.
  public var vignetting: Double = 0.05

  /// Makes the parameters of a scene; everything else has a default.
  public init(seed: UInt64, size: PixelSize, pixelSizeMetres: Double) {
    self.seed = seed
    self.size = size
    self.pixelSizeMetres = pixelSizeMetres
  }
}

extension SceneParameters {
  /// A small farm of six cells at 2.5 cm that compresses well.
  public static func fixture(seed: UInt64 = 7) -> SceneParameters {
    var parameters = SceneParameters(
      seed: seed, size: PixelSize(width: 900, height: 700), pixelSizeMetres: 0.025)
    parameters.blockAngleDegrees = 8
    parameters.fieldSideMetres = 6
    parameters.trackWidthMetres = 0.6
    parameters.headlandMetres = 0.35
    parameters.trialPlotLimit = 4
    parameters.tramlineRows = 8
    parameters.weedsPerSquareMetre = 2
    parameters.focusSpacingMetres = 4
    parameters.frameSideMetres = 5
    parameters.soilContrast = 0.75
    parameters.readNoise = 0.0006
    parameters.shotNoise = 0.002
    return parameters
  }

  /// A large farm at 5 cm, square, of 1024 pixels a side or more.
  ///
  /// Fields are 120 m long where at least four of them fit beside one another
  /// and shrink with smaller mosaics.
  public static func benchmark(seed: UInt64 = 20_240_611, side: Int = 16_384) -> SceneParameters {
    var parameters = SceneParameters(
      seed: seed, size: PixelSize(width: side, height: side), pixelSizeMetres: 0.05)
    parameters.fieldSideMetres = min(120, 0.0125 * Double(side))
    parameters.headlandMetres = 0.05 * parameters.fieldSideMetres
    parameters.trackWidthMetres = 0.033 * parameters.fieldSideMetres
    return parameters
  }
}
