import GeoFiles

/// GeoPackage with the style that QGIS applies by itself.
struct GeoPackageFormat: VectorFormat {
  let name = "gpkg"
  let extensions = [".gpkg"]

  func write(_ features: ExportedFeatures, in staging: StagedFolder) throws -> (
    besides: [String], notes: [String]
  ) {
    let path = staging.path(staging.name)
    let writer = try VectorWriter(path: path, format: .geoPackage)
    try features.send(to: writer)
    try writer.addStyles([(features.name, features.style)])
    try writer.finish()
    try features.check(path, format: .geoPackage)
    return ([], [])
  }
}
