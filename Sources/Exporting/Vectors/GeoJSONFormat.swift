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
    try features.write(to: staging.path(staging.name), as: .geoJSON)
    return ([], [])
  }
}
