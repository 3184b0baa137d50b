internal import Digest
internal import Exporting
internal import GeoFiles
internal import Pixels
internal import Reporting

/// A raster of a flight that the site shows as tiles.
struct SiteLayer: Sendable {
  /// "mask", "confidence" or the index's name; also its folder.
  var name: String
  /// What readers see.
  var title: String
  /// The raster's file name in the flight's folder of results.
  var file: String
  /// Its hash in the catalog.
  var sha256: String
  /// The values of the first and last colour; `nil` for classes.
  var range: ClosedRange<Double>?
  /// What values are counted in.
  var unit: String?
  /// The colours.
  var painter: TilePainter
  /// The hash of all that its tiles depend on.
  var recipe: String

  /// The layers of a flight, the mask first.
  ///
  /// - Parameter limit: The most tiles of a layer.
  static func all(of flight: ExportedFlight, ranges: IndexRanges, limit: Int) -> [SiteLayer] {
    func hash(_ name: String) -> String? {
      flight.results.outputs.first { $0.path.hasSuffix("/\(name)") || $0.path == name }?.sha256
    }
    var layers: [SiteLayer] = []
    func add(
      _ name: String, _ title: String, _ range: ClosedRange<Double>?, _ unit: String?, _ painter: TilePainter
    ) {
      guard let sha256 = hash("\(name).tif") else { return }
      let colors = flight.legend.entries.map { "\($0.code)\($0.color.hex)" }.joined()
      let text = range.map { "\($0.lowerBound) \($0.upperBound)" } ?? colors
      let recipe = SHA256.hexDigest(of: "\(tileFormat) \(name) \(sha256) \(text) \(limit)")
      layers.append(
        SiteLayer(
          name: name, title: title, file: "\(name).tif", sha256: sha256, range: range, unit: unit,
          painter: painter, recipe: recipe))
    }
    add("mask", "Classes", nil, nil, TilePainter(flight.legend))
    for index in flight.rasterIndices {
      let range = ranges[index]
      add(index, index, range, nil, TilePainter(range))
    }
    add("confidence", "Confidence", 0...100, "%", .percentages)
    return layers
  }

  /// Changes whenever the same raster gives other tiles.
  private static let tileFormat = 1
}

/// A layer with its tiles in place.
struct TiledLayer: Hashable, Sendable, Codable {
  /// The hash of all that the tiles depend on.
  var recipe: String
  /// The coarsest level.
  var minimumZoom: Int
  /// The finest level.
  var maximumZoom: Int
  /// West, south, east, north in degrees.
  var bounds: [Double]
  /// How many tiles there are.
  var tiles: Int

  /// The layer as the page reads it.
  func json(_ layer: SiteLayer, folder: String) -> JSONValue {
    let degrees = bounds.map { JSONValue.number($0) }
    let corners: [JSONValue] = [.array([degrees[1], degrees[0]]), .array([degrees[3], degrees[2]])]
    let ends = layer.range.map { [JSONValue.number($0.lowerBound), JSONValue.number($0.upperBound)] }
    return .object([
      "name": .string(layer.name), "title": .string(layer.title),
      "kind": .string(layer.range == nil ? "classes" : "ramp"),
      "range": ends.map { .array($0) } ?? .null,
      "unit": .optional(layer.unit),
      "tiles": .string("\(folder)/{z}/{x}/{y}.png"), "min_zoom": .integer(minimumZoom),
      "max_zoom": .integer(maximumZoom), "bounds": .array(corners),
    ])
  }
}
