/// The change of one tile.
public struct TileAugmentation: Hashable, Sendable {
  /// What every band's value is multiplied by.
  public var gain: Double
  /// The exponent of the value relative to white.
  public var gamma: Double
  /// What each band's value is multiplied by besides.
  public var bandGains: [Double]
  /// The relative change of light from the tile's middle to its right side.
  public var columnGradient: Double
  /// The same to its lower side.
  public var rowGradient: Double
  /// The shadow's edge and depth, where there is one.
  public var shadow: Shadow?
  /// The sigma of the blur in pixels.
  public var blur: Double
  /// The standard deviation of the noise, relative to white.
  public var noise: Double
  /// Pixels of the tile for one of the mosaic.
  public var scale: Double
  /// The angle in radians by which the tile is turned.
  public var angle: Double
  /// True where columns are mirrored.
  public var isMirrored: Bool
  /// What noise is drawn from.
  public var noiseHash: SampleHash

  /// A shadow with a soft straight edge.
  public struct Shadow: Hashable, Sendable {
    /// The edge's normal as an angle in radians.
    public var angle: Double
    /// The edge's distance from the tile's middle, relative to half its side.
    public var offset: Double
    /// What is left of the light, 0 to 1.
    public var light: Double
  }

  /// Draws a change.
  ///
  /// - Parameters:
  ///   - limits: How far changes go.
  ///   - bandCount: The number of bands.
  ///   - hash: Made from seed, scene, copy and tile.
  public init(within limits: Augmentation, bandCount: Int, hash: SampleHash) {
    var draw = SampleSequence(hash)
    gain = 1 + limits.gain * draw.signed()
    gamma = 1 + limits.gamma * draw.signed()
    bandGains = (0..<bandCount).map { _ in 1 + limits.whiteBalance * draw.signed() }
    columnGradient = limits.gradient * draw.signed() / 2
    rowGradient = limits.gradient * draw.signed() / 2
    let hasShadow = draw.unit() < limits.shadow
    let edge = Shadow(angle: .pi * draw.signed(), offset: draw.signed() / 2, light: 0.4 + 0.4 * draw.unit())
    shadow = hasShadow ? edge : nil
    blur = limits.blur * draw.unit()
    noise = limits.noise * draw.unit()
    scale = 1 + limits.scale * draw.signed()
    let angle = Double.pi * draw.signed()
    self.angle = limits.rotates ? angle : 0
    let isMirrored = draw.unit() < 0.5
    self.isMirrored = limits.flips && isMirrored
    noiseHash = hash.adding(-1)
  }
}
