import Grid

/// What is needed to paint one plant, on the scene's own pixels.
struct Plant {
  /// Whether it covers as crop or as weed.
  enum Layer: Sendable { case crop, weed }

  var layer: Layer
  var centre: GridPoint
  /// The reach of a shape's radius 1, in pixels.
  var reach: Double
  var direction: Direction
  var shape: LeafShape
  /// A factor on leaf reflectance.
  var brightness: Float
  /// How pale (above 0) or dark green the leaves are, about -1...1.
  var tint: Float
}
