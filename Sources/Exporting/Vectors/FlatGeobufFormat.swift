import GeoFiles

/// FlatGeobuf with its spatial index; the index puts features in another order.
struct FlatGeobufFormat: VectorFormat {
  let name = "fgb"
  let extensions = [".fgb"]

  func write(_ features: ExportedFeatures, in staging: StagedFolder) throws -> (
    besides: [String], notes: [String]
  ) {
    let path = staging.path(staging.name)
    let writer = try VectorWriter(path: path, format: .flatGeobuf)
    try features.send(to: writer)
    try writer.finish()
    try features.check(path, format: .flatGeobuf)
    return ([], [])
  }
}
