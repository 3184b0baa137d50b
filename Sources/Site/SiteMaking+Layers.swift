internal import Exporting
internal import GeoFiles

extension SiteMaking {
  /// Adds the rasters that are shown, their tiles made or taken over.
  mutating func addLayers(
    to flight: inout SiteFlight, _ exported: ExportedFlight, ranges: IndexRanges
  ) throws {
    for layer in SiteLayer.all(of: exported, ranges: ranges, limit: site.tileLimit) {
      let place = flight.folder(layer.name)
      guard let tiled = try tiles(of: layer, exported, place: place) else { continue }
      marker.layers[place] = tiled
      flight.layers.append((layer: layer, tiled: tiled))
    }
  }

  /// Takes a layer's tiles over or makes them.
  private mutating func tiles(
    of layer: SiteLayer, _ exported: ExportedFlight, place: String
  ) throws -> TiledLayer? {
    if let known = oldMarker.layers[place], known.recipe == layer.recipe,
      TileFolder.count("\(old)/\(place)") == known.tiles
    {
      outcome.tilesKept += try TileFolder.takeOver("\(old)/\(place)", to: "\(folder)/\(place)")
      return known
    }
    guard let path = try unchanged(layer.file, of: exported) else { return nil }
    let making = try TileMaking(path, painter: layer.painter, limit: site.tileLimit)
    try making.write(to: "\(folder)/\(place)")
    outcome.tilesMade += making.levels.count
    if making.levels.isCut { outcome.magnified.append("\(exported.run.flightName): \(layer.name)") }
    return TiledLayer(
      recipe: layer.recipe, minimumZoom: making.levels.levels[0].zoom,
      maximumZoom: making.levels.levels[making.levels.levels.count - 1].zoom,
      bounds: try making.bounds(), tiles: making.levels.count)
  }

  /// Adds the files to download.
  mutating func addFiles(to flight: inout SiteFlight, _ exported: ExportedFlight) throws {
    let target = "\(folder)/\(flight.folder("files"))"
    try PlainFile.makeFolder(target)
    for name in ["results.gpkg", "fields.csv", "report.html"] {
      if let path = present(name, of: exported) { try add(name, path, in: target, to: &flight) }
    }
    if let mask = try unchanged("mask.tif", of: exported) {
      try add("mask.tif", mask, in: target, to: &flight)
    }
  }

  private mutating func add(
    _ name: String, _ path: String, in target: String, to flight: inout SiteFlight
  ) throws {
    let byteCount = try PlainFile.place(path, at: "\(target)/\(name)")
    flight.files.append((name: name, byteCount: byteCount))
    outcome.downloads += 1
  }
}
