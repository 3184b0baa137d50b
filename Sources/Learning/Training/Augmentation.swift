/// How far training pixels are changed, so that a model bears other light,
/// other cameras and other heights. Zero leaves a property as it is.
public struct Augmentation: Hashable, Sendable {
  /// Changed copies of every scene beside the unchanged one.
  public var copies = 0
  /// The largest relative change of brightness, both ways.
  public var gain = 0.0
  /// The largest change of the exponent, both ways.
  public var gamma = 0.0
  /// The largest relative change of each band by itself, both ways.
  public var whiteBalance = 0.0
  /// The largest relative change of brightness from one side of a tile to the other.
  public var gradient = 0.0
  /// How often a cast shadow crosses a tile, 0 to 1.
  public var shadow = 0.0
  /// The largest sigma of a blur, in pixels.
  public var blur = 0.0
  /// The largest standard deviation of noise, relative to white.
  public var noise = 0.0
  /// The largest relative change of size, both ways.
  public var scale = 0.0
  /// True where tiles are turned by any angle.
  public var rotates = false
  /// True where tiles are mirrored.
  public var flips = false

  /// No change and no copies.
  public init() {}
}
