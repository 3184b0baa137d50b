import GeoFiles

/// GeoPackage with the style that QGIS applies by itself.
struct GeoPackageFormat: VectorFormat {
  let name = "gpkg"
  let extensions = [".gpkg"]

  func write(_ features: ExportedFeatures, in staging: StagedFolder) throws -> (
    besides: [String], notes: [String]
  ) {
    try features.write(to: staging.path(staging.name), as: .geoPackage, isStyled: true)
    return ([], [])
  }
}
