import GeoFiles

/// GeoJSON after RFC 7946: longitudes and latitudes of WGS 84, outer rings
/// counter-clockwise.
struct GeoJSONFormat: VectorFormat {
  let name = "geojson"
  let extensions = [".geojson", ".json"]
  let isInDegrees = true

  func write(_ features: ExportedFeatures, in staging: StagedFolder) throws -> (
    besides: [String], notes: [String]
  ) {
    let path = staging.path(staging.name)
    let writer = try VectorWriter(path: path, format: .geoJSON)
    try features.send(to: writer)
    try writer.finish()
    try features.check(path, format: .geoJSON)
    return ([], [])
  }
}
