extension CatalogSchema {
  /// The tables and indexes of version 1.
  static let version1Tables = """
    CREATE TABLE flight (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      path TEXT NOT NULL,
      fingerprint TEXT NOT NULL UNIQUE,
      taken_on TEXT CHECK (taken_on IS date(taken_on, '+0 days')),
      width_pixels INTEGER NOT NULL CHECK (width_pixels > 0),
      height_pixels INTEGER NOT NULL CHECK (height_pixels > 0),
      crs_name TEXT NOT NULL,
      crs_wkt TEXT NOT NULL,
      geotransform TEXT NOT NULL CHECK (json_array_length(geotransform) = 6),
      pixel_area_m2 REAL NOT NULL CHECK (pixel_area_m2 > 0),
      sensor TEXT NOT NULL,
      bands TEXT NOT NULL CHECK (json_valid(bands)),
      sample_type TEXT NOT NULL,
      size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
      recorded_at TEXT NOT NULL
    ) STRICT;

    CREATE INDEX flight_by_name ON flight(name);

    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      flight_id INTEGER NOT NULL REFERENCES flight(id) ON DELETE CASCADE,
      job_name TEXT NOT NULL,
      parameters_json TEXT NOT NULL CHECK (json_valid(parameters_json)),
      parameters_hash TEXT NOT NULL,
      program_version TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed')),
      attempts INTEGER NOT NULL CHECK (attempts > 0),
      started_at TEXT NOT NULL,
      finished_at TEXT CHECK ((state = 'running') = (finished_at IS NULL)),
      valid_pixels INTEGER CHECK (valid_pixels >= 0),
      nodata_pixels INTEGER CHECK (nodata_pixels >= 0),
      nonfinite_pixels INTEGER CHECK (nonfinite_pixels >= 0),
      error TEXT CHECK ((state = 'failed') = (error IS NOT NULL)),
      UNIQUE (flight_id, parameters_hash)
    ) STRICT;

    CREATE TABLE run_output (
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      kind TEXT NOT NULL,
      path TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
      PRIMARY KEY (run_id, kind, path)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE run_threshold (
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      expression TEXT NOT NULL,
      method TEXT NOT NULL,
      value REAL NOT NULL,
      PRIMARY KEY (run_id, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE run_warning (
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      message TEXT NOT NULL,
      PRIMARY KEY (run_id, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE tile_row (
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      tile_row INTEGER NOT NULL CHECK (tile_row >= 0),
      sha256 TEXT NOT NULL,
      sealed_at TEXT NOT NULL,
      PRIMARY KEY (run_id, tile_row)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE class (
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      code INTEGER NOT NULL CHECK (code BETWEEN 0 AND 254),
      name TEXT NOT NULL,
      color TEXT NOT NULL CHECK (color GLOB '#[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]'),
      kind TEXT NOT NULL CHECK (kind IN ('stuff', 'thing')),
      class_group TEXT NOT NULL CHECK (class_group IN ('soil', 'crop', 'weed', 'disease', 'other')),
      PRIMARY KEY (run_id, code)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE field (
      id INTEGER PRIMARY KEY,
      job_name TEXT NOT NULL,
      field_id TEXT NOT NULL,
      version INTEGER NOT NULL CHECK (version > 0),
      crop TEXT,
      row_spacing_m REAL CHECK (row_spacing_m > 0),
      area_m2 REAL NOT NULL CHECK (area_m2 >= 0),
      boundary_hash TEXT NOT NULL,
      UNIQUE (job_name, field_id, version)
    ) STRICT;

    CREATE INDEX field_by_id ON field(field_id);

    CREATE TABLE field_result (
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      field_key INTEGER NOT NULL REFERENCES field(id),
      status TEXT NOT NULL CHECK (status IN ('covered', 'partly', 'uncovered')),
      covered_fraction REAL NOT NULL CHECK (covered_fraction BETWEEN 0 AND 1),
      valid_fraction REAL CHECK (valid_fraction BETWEEN 0 AND 1),
      covered_area_m2 REAL NOT NULL CHECK (covered_area_m2 >= 0),
      PRIMARY KEY (run_id, field_key)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX field_result_by_field ON field_result(field_key);

    CREATE TABLE class_area (
      run_id INTEGER NOT NULL,
      field_key INTEGER NOT NULL,
      code INTEGER NOT NULL,
      area_m2 REAL NOT NULL CHECK (area_m2 >= 0),
      area_standard_error_m2 REAL CHECK (area_standard_error_m2 >= 0),
      fraction REAL NOT NULL CHECK (fraction BETWEEN 0 AND 1),
      patches INTEGER CHECK (patches >= 0),
      patch_median_m2 REAL,
      patch_largest_m2 REAL,
      PRIMARY KEY (run_id, field_key, code),
      FOREIGN KEY (run_id, field_key) REFERENCES field_result(run_id, field_key) ON DELETE CASCADE,
      FOREIGN KEY (run_id, code) REFERENCES class(run_id, code) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE index_figure (
      run_id INTEGER NOT NULL,
      field_key INTEGER NOT NULL,
      index_name TEXT NOT NULL,
      mean REAL,
      standard_deviation REAL CHECK (standard_deviation >= 0),
      minimum REAL,
      maximum REAL,
      p5 REAL,
      p10 REAL,
      p25 REAL,
      p50 REAL,
      p75 REAL,
      p90 REAL,
      p95 REAL,
      valid_area_m2 REAL NOT NULL CHECK (valid_area_m2 >= 0),
      nonfinite_pixels INTEGER NOT NULL CHECK (nonfinite_pixels >= 0),
      PRIMARY KEY (run_id, field_key, index_name),
      FOREIGN KEY (run_id, field_key) REFERENCES field_result(run_id, field_key) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE finding (
      run_id INTEGER NOT NULL,
      field_key INTEGER NOT NULL,
      name TEXT NOT NULL,
      unit TEXT NOT NULL,
      value REAL NOT NULL,
      standard_error REAL CHECK (standard_error >= 0),
      PRIMARY KEY (run_id, field_key, name),
      FOREIGN KEY (run_id, field_key) REFERENCES field_result(run_id, field_key) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE index_histogram (
      run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
      index_name TEXT NOT NULL,
      bin_low REAL NOT NULL,
      bin_high REAL NOT NULL CHECK (bin_high >= bin_low),
      weight_pixels REAL NOT NULL CHECK (weight_pixels >= 0),
      PRIMARY KEY (run_id, index_name, bin_low)
    ) STRICT, WITHOUT ROWID;

    """
}
