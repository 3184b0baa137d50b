import GeoFiles

/// GeoParquet, where the library at hand writes it.
struct GeoParquetFormat: VectorFormat {
  let name = "parquet"
  let extensions = [".parquet"]

  func write(_ features: ExportedFeatures, in staging: StagedFolder) throws -> (
    besides: [String], notes: [String]
  ) {
    throw ExportError.missingDriver(format: "GeoParquet", driver: "Parquet")
  }
}
