internal import GRDB

/// A flight in a list.
public struct FlightRow: Hashable, Sendable {
  /// The flight's number.
  public var id: FlightID
  /// The flight as it was recorded.
  public var flight: FlightRecord
  /// 1 for the first content under this name, 2 for the next.
  public var version: Int
  /// How many runs are done.
  public var runsDone: Int
}

/// The newest version of a field in a list.
public struct FieldRow: Hashable, Sendable {
  /// The job whose fields it belongs to.
  public var jobName: String
  /// The field.
  public var field: FieldRecord
  /// 1 for the first boundary, crop and row spacing under this id, 2 for the next.
  public var version: Int
  /// How many flights cover any of it.
  public var flights: Int
  /// The day of the last of them.
  public var lastTakenOn: String?
}

extension CatalogDatabase {
  /// All flights by date, then name, then version; those without a date first.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func flights() throws(CatalogError) -> [FlightRow] {
    try read("list flights") { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT flight.*, version, runs_done FROM flight JOIN v_flights ON flight_id = id
          ORDER BY flight.taken_on, flight.name, version
          """
      ).map(FlightRow.init)
    }
  }

  /// The newest version of every field by job and id.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func fields() throws(CatalogError) -> [FieldRow] {
    try read("list fields") { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT v_fields.*, boundary_hash FROM v_fields JOIN field
            ON job_name = job AND field.field_id = v_fields.field_id AND version = field_version
          ORDER BY job, v_fields.field_id
          """
      ).map(FieldRow.init)
    }
  }
}

extension FlightRow {
  fileprivate init(_ row: Row) throws {
    self.init(
      id: FlightID(rawValue: row["id"]), flight: try FlightRecord(row), version: row["version"],
      runsDone: row["runs_done"])
  }
}

extension FieldRow {
  fileprivate init(_ row: Row) {
    self.init(
      jobName: row["job"], field: FieldRecord(row), version: row["field_version"], flights: row["flights"],
      lastTakenOn: row["last_taken_on"])
  }
}
