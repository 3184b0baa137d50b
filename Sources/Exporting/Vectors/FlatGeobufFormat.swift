import GeoFiles

/// FlatGeobuf with its spatial index; the index puts features in another order.
struct FlatGeobufFormat: VectorFormat {
  let name = "fgb"
  let extensions = [".fgb"]

  func write(_ features: ExportedFeatures, in staging: StagedFolder) throws -> (
    besides: [String], notes: [String]
  ) {
    try features.write(to: staging.path(staging.name), as: .flatGeobuf)
    return ([], [])
  }
}
