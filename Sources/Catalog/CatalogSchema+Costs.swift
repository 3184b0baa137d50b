extension CatalogSchema {
  /// Version 3: what runs took. A table of its own, since it is no result.
  static let version3 = """
    CREATE TABLE run_cost (
      run_id INTEGER PRIMARY KEY REFERENCES run(id) ON DELETE CASCADE,
      threads INTEGER NOT NULL CHECK (threads > 0),
      wall_s REAL NOT NULL CHECK (wall_s >= 0),
      cpu_s REAL NOT NULL CHECK (cpu_s >= 0),
      peak_memory_bytes INTEGER NOT NULL CHECK (peak_memory_bytes >= 0),
      worked_pixels INTEGER NOT NULL CHECK (worked_pixels >= 0),
      valid_pixels INTEGER NOT NULL CHECK (valid_pixels >= 0),
      floor_s REAL CHECK (floor_s >= 0),
      prepare_s REAL NOT NULL CHECK (prepare_s >= 0),
      decode_s REAL NOT NULL CHECK (decode_s >= 0),
      index_s REAL NOT NULL CHECK (index_s >= 0),
      classify_s REAL NOT NULL CHECK (classify_s >= 0),
      clean_s REAL NOT NULL CHECK (clean_s >= 0),
      stitch_s REAL NOT NULL CHECK (stitch_s >= 0),
      statistics_s REAL NOT NULL CHECK (statistics_s >= 0),
      encode_s REAL NOT NULL CHECK (encode_s >= 0),
      catalog_s REAL NOT NULL CHECK (catalog_s >= 0)
    ) STRICT;

    CREATE VIEW v_run_costs AS
    SELECT
      run_id,
      flight.name AS flight,
      taken_on,
      job_name AS job,
      threads,
      wall_s,
      cpu_s,
      peak_memory_bytes,
      worked_pixels,
      run_cost.valid_pixels,
      worked_pixels / nullif(wall_s, 0) / 1e6 AS mpx_per_s,
      1e9 * cpu_s / nullif(run_cost.valid_pixels, 0) AS cpu_ns_per_valid_pixel,
      floor_s,
      wall_s / nullif(floor_s, 0) AS floor_ratio,
      prepare_s,
      decode_s,
      index_s,
      classify_s,
      clean_s,
      stitch_s,
      statistics_s,
      encode_s,
      catalog_s
    FROM run_cost
    JOIN run ON run.id = run_id
    JOIN flight ON flight.id = run.flight_id;

    """
}
