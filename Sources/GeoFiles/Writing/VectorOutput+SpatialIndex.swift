internal import CGDAL

extension VectorOutput {
  /// Adds a spatial index to a layer of points of a GeoPackage that was made
  /// without one, once all of its features are there.
  func appendSpatialIndex(
    _ tables: SpatialIndexTables, cells: consuming [PackedTree.Cell]
  ) throws(OutputError) {
    for statement in tables.creation { try execute(statement) }
    let size = try number(tables.nodeSizeQuery)
    try tables.fill(cells, nodeSize: size) { statement throws(OutputError) in try execute(statement) }
  }

  /// Runs a statement of SQL.
  func execute(_ statement: String) throws(OutputError) {
    try call { dataset throws(GDALError) in
      let (result, messages) = GDALLibrary.collecting { GDALDatasetExecuteSQL(dataset, statement, nil, nil) }
      if let result { GDALDatasetReleaseResultSet(dataset, result) }
      guard let reason = messages.errors.first else { return }
      throw GDALError(operation: "complete", subject: path, reason: reason)
    }
  }

  /// The number that a query answers with.
  private func number(_ query: String) throws(OutputError) -> Int {
    try call { dataset throws(GDALError) in
      let rows = try GDALLibrary.handle("index", path) { GDALDatasetExecuteSQL(dataset, query, nil, nil) }
      defer { GDALDatasetReleaseResultSet(dataset, rows) }
      let row = try GDALLibrary.handle("index", path) { OGR_L_GetNextFeature(rows) }
      defer { OGR_F_Destroy(row) }
      return Int(OGR_F_GetFieldAsInteger(row, 0))
    }
  }
}
