public import Foundation
internal import GRDB

extension CatalogDatabase {
  /// Ends a run well and records all of its results, or nothing.
  ///
  /// What the run had recorded before is replaced, so that doing it twice
  /// leaves no double rows. A field becomes a new version where its boundary,
  /// crop or row spacing is not that of a known one.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be written, has no such
  ///   run, or a value is out of range.
  public func finish(_ run: RunID, with results: RunResults, at time: Date) throws(CatalogError) {
    try writeDurably("record the results of run \(run.rawValue)") { db in
      try requireRun(db, run)
      let writer = ResultWriter(db: db, run: run.rawValue)
      try writer.clear()
      try writer.writeRun(results)
      try writer.writeFields(results.fields)
      let drift = DriftWriter(db: db, run: run.rawValue)
      try drift.clear()
      if let model = results.model { try drift.write(model) }
      if let found = results.drift { try drift.write(found, at: CatalogTime.text(time)) }
      try db.execute(
        sql: """
          UPDATE run SET state = 'done', finished_at = ?, error = NULL, valid_pixels = ?,
            nodata_pixels = ?, nonfinite_pixels = ?, area_correction_source = ? WHERE id = ?
          """,
        arguments: [
          CatalogTime.text(time), results.validPixels, results.nodataPixels, results.nonfinitePixels,
          results.areaCorrectionSource, run.rawValue,
        ])
      try endInQueue(db, run, at: time)
    }
  }

  /// The flight is done in the queue of the run's job, too.
  private func endInQueue(_ db: Database, _ run: RunID, at time: Date) throws {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT job_name, name, fingerprint, parameters_hash, program_version
        FROM run JOIN flight ON flight.id = flight_id WHERE run.id = ?
        """, arguments: [run.rawValue])
    guard let row else { return }
    try QueueWriter(db: db, job: row["job_name"], time: CatalogTime.text(time)).change(
      row["name"],
      to: .done(
        QueueInput(
          fingerprint: row["fingerprint"], parametersHash: row["parameters_hash"],
          programVersion: row["program_version"])))
  }
}

/// Writes the rows of one run's results inside of a transaction.
private struct ResultWriter {
  let db: Database
  let run: Int64

  func clear() throws {
    for table in ["run_output", "run_threshold", "run_warning", "index_histogram", "field_result", "class"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE run_id = ?", arguments: [run])
    }
  }

  func writeRun(_ results: RunResults) throws {
    for output in results.outputs {
      try insert("run_output", [run, output.kind, output.path, output.sha256, output.byteCount])
    }
    for (ordinal, threshold) in results.thresholds.enumerated() {
      try insert("run_threshold", [run, ordinal, threshold.expression, threshold.method, threshold.value])
    }
    for (ordinal, warning) in results.warnings.enumerated() {
      try insert("run_warning", [run, ordinal, warning])
    }
    for entry in results.classes {
      try insert(
        "class",
        [run, Int(entry.code), entry.name, entry.color.hex, entry.kind.rawValue, entry.group.rawValue])
    }
    for histogram in results.histograms {
      for bin in histogram.bins {
        try insert("index_histogram", [run, histogram.indexName, bin.low, bin.high, bin.pixelWeight])
      }
    }
  }

  func writeFields(_ fields: [FieldResult]) throws {
    let job = try String.fetchOne(db, sql: "SELECT job_name FROM run WHERE id = ?", arguments: [run]) ?? ""
    for result in fields {
      let key = try fieldKey(result.field, job: job)
      try insert(
        "field_result",
        [
          run, key, result.status.rawValue, result.coveredFraction, result.validFraction,
          result.coveredAreaSquareMetres,
        ])
      try writeFigures(result, key: key)
    }
  }

  private func writeFigures(_ result: FieldResult, key: Int64) throws {
    for area in result.classAreas {
      try insert(
        "class_area",
        [
          run, key, Int(area.code), area.areaSquareMetres,
          area.corrected?.margin?.standardErrorSquareMetres, area.fraction, area.patches?.count,
          area.patches?.medianSquareMetres, area.patches?.largestSquareMetres,
          area.corrected?.areaSquareMetres, area.corrected?.margin?.lowerSquareMetres,
          area.corrected?.margin?.upperSquareMetres,
        ])
    }
    for figures in result.indexFigures { try writeIndex(figures, key: key) }
    for finding in result.findings {
      try insert("finding", [run, key, finding.name, finding.unit, finding.value, finding.standardError])
    }
  }

  private func writeIndex(_ figures: IndexFigures, key: Int64) throws {
    let percentiles: [Double?] =
      figures.percentiles.isEmpty
      ? IndexFigures.shares.map { _ in nil } : figures.percentiles.map(Optional.some)
    var values: [(any DatabaseValueConvertible)?] = [
      run, key, figures.indexName, figures.mean, figures.standardDeviation, figures.minimum,
      figures.maximum,
    ]
    values += percentiles.map { $0 as (any DatabaseValueConvertible)? }
    values += [figures.validAreaSquareMetres, figures.nonfinitePixels]
    try insert("index_figure", values)
  }

  /// The row of a field's version, made where there is none.
  private func fieldKey(_ field: FieldRecord, job: String) throws -> Int64 {
    let known = try db.cachedStatement(
      sql: """
        SELECT id FROM field WHERE job_name = ? AND field_id = ? AND boundary_hash = ? AND crop IS ?
          AND row_spacing_m IS ? ORDER BY version DESC LIMIT 1
        """)
    let arguments: StatementArguments = [
      job, field.fieldID, field.boundaryHash, field.crop, field.rowSpacingMetres,
    ]
    if let key = try Int64.fetchOne(known, arguments: arguments) { return key }
    let added = try db.cachedStatement(
      sql: """
        INSERT INTO field (job_name, field_id, version, crop, row_spacing_m, area_m2, boundary_hash)
        SELECT ?1, ?2, 1 + coalesce(max(version), 0), ?3, ?4, ?5, ?6
        FROM field WHERE job_name = ?1 AND field_id = ?2
        """)
    try added.execute(arguments: [
      job, field.fieldID, field.crop, field.rowSpacingMetres, field.areaSquareMetres, field.boundaryHash,
    ])
    return db.lastInsertedRowID
  }

  /// Adds one row with a value for every column of a table.
  private func insert(_ table: String, _ values: [(any DatabaseValueConvertible)?]) throws {
    let places = repeatElement("?", count: values.count).joined(separator: ", ")
    let statement = try db.cachedStatement(sql: "INSERT INTO \(table) VALUES (\(places))")
    try statement.execute(arguments: StatementArguments(values))
  }
}
