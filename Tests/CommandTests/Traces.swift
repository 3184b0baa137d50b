/// What a run leaves: every file's bytes, and the catalog's rows without
/// times, attempts and places.
struct Traces: Equatable {
  var files: [String: [UInt8]] = [:]
  var rows: [String: String] = [:]

  init(_ bench: FaultsBench, flight: String = "long") throws {
    for name in bench.listing("results/\(flight)") {
      files[name] = try bench.bytes("results/\(flight)/\(name)")
    }
    for (name, sql) in [
      ("flight", "SELECT name, fingerprint, width_pixels, height_pixels, pixel_area_m2, bands FROM flight"),
      ("run", "SELECT id, state, valid_pixels, nodata_pixels, nonfinite_pixels, error FROM run"),
      ("output", "SELECT run_id, kind, sha256, size_bytes FROM run_output ORDER BY 1, 2, 3"),
      ("field", "SELECT * FROM field ORDER BY id"),
    ]
      + [
        "run_threshold", "run_warning", "class", "field_result", "class_area", "index_figure", "finding",
        "index_histogram",
      ].map({ ($0, "SELECT * FROM \($0) ORDER BY 1, 2, 3") })
    {
      rows[name] = try bench.value(sql)
    }
  }

  /// The names of what differs.
  func differences(from other: Traces) -> [String] {
    Set(files.keys).union(other.files.keys).filter { files[$0] != other.files[$0] }.sorted()
      + rows.keys.filter { rows[$0] != other.rows[$0] }.sorted()
  }
}
