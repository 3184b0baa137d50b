public import Grid

extension FlightReport {
  /// A field's boundary on the report's picture.
  public struct FieldOutline: Hashable, Sendable {
    /// The field's id, written at `label`.
    public var id: String
    /// Rings in the picture's pixels.
    public var rings: [[GridPoint]]
    /// Where the id stands.
    public var label: GridPoint

    /// Makes an outline; its id stands in the middle of the first ring's box.
    public init(id: String, rings: [[GridPoint]]) {
      self.id = id
      self.rings = rings
      let points = rings.first ?? []
      func middle(_ values: [Double]) -> Double { ((values.min() ?? 0) + (values.max() ?? 0)) / 2 }
      label = GridPoint(column: middle(points.map(\.column)), row: middle(points.map(\.row)))
    }

    /// The rings as the `d` of an SVG path.
    var path: String {
      rings.map { ring in
        "M" + ring.map { "\(Self.text($0.column)) \(Self.text($0.row))" }.joined(separator: "L") + "Z"
      }.joined()
    }

    /// What a template needs.
    var context: [String: Any] {
      ["id": id, "path": path, "x": Self.text(label.column), "y": Self.text(label.row)]
    }

    private static func text(_ coordinate: Double) -> String { "\((coordinate * 10).rounded() / 10)" }
  }
}
