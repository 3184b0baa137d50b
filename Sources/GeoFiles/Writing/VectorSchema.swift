public import Grid
public import Pixels

/// A column of a layer beside the geometry.
public struct VectorColumn: Hashable, Sendable {
  /// The type of a column's values.
  public enum ValueType: Hashable, Sendable {
    /// Text.
    case text
    /// Signed, 64 bits.
    case integer
    /// Double precision.
    case real
    /// True or false.
    case boolean
    /// A moment, given as ISO 8601 text.
    case dateTime
  }

  /// The column's name, unique in its layer.
  public var name: String
  /// The type of its values.
  public var type: ValueType

  /// Makes a column.
  public init(_ name: String, _ type: ValueType) {
    self.name = name
    self.type = type
  }
}

/// One value of a feature.
public enum VectorValue: Hashable, Sendable {
  /// No value.
  case null
  /// Text, for a text column, or a moment as ISO 8601 text.
  case text(String)
  /// A whole number, for an integer column.
  case integer(Int64)
  /// A number, for a real column; not finite ones are stored as no value.
  case real(Double)
  /// True or false, for a boolean column.
  case boolean(Bool)

  /// True where a column of `type` can hold this value.
  func fits(_ type: VectorColumn.ValueType) -> Bool {
    switch (self, type) {
    case (.null, _), (.text, .text), (.text, .dateTime), (.integer, .integer), (.real, .real),
      (.boolean, .boolean):
      true
    default: false
    }
  }
}

/// An outer ring and its holes in map coordinates, each closed implicitly.
public struct MapPolygon: Hashable, Sendable {
  /// The outer ring; the first point is not repeated.
  public var outer: [MapPoint]
  /// The holes.
  public var holes: [[MapPoint]]

  /// Makes a polygon.
  public init(outer: [MapPoint], holes: [[MapPoint]] = []) {
    self.outer = outer
    self.holes = holes
  }

  /// Makes a polygon from one on the grid.
  public init(_ polygon: PixelPolygon, by transform: GeoTransform) {
    self.init(
      outer: polygon.outer.map(transform.mapPoint), holes: polygon.holes.map { $0.map(transform.mapPoint) })
  }
}

/// Where a feature is, in the coordinates of its layer's reference system.
public enum VectorGeometry: Hashable, Sendable {
  /// The kind of geometry that all features of a layer have.
  public enum Kind: Hashable, Sendable {
    /// One place.
    case point
    /// One line of two or more places.
    case line
    /// One or more polygons.
    case polygons
  }

  /// One place.
  case point(MapPoint)
  /// One line.
  case line([MapPoint])
  /// Polygons that do not overlap.
  case polygons([MapPolygon])

  /// The kind of this geometry.
  public var kind: Kind {
    switch self {
    case .point: .point
    case .line: .line
    case .polygons: .polygons
    }
  }
}
