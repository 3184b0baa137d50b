PRAGMA application_id = 1179996759;

PRAGMA user_version = 4;

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
  error TEXT CHECK ((state = 'failed') = (error IS NOT NULL)), area_correction_source TEXT,
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

CREATE TABLE field_result (
  run_id INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
  field_key INTEGER NOT NULL REFERENCES field(id),
  status TEXT NOT NULL CHECK (status IN ('covered', 'partly', 'uncovered')),
  covered_fraction REAL NOT NULL CHECK (covered_fraction BETWEEN 0 AND 1),
  valid_fraction REAL CHECK (valid_fraction BETWEEN 0 AND 1),
  covered_area_m2 REAL NOT NULL CHECK (covered_area_m2 >= 0),
  PRIMARY KEY (run_id, field_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE class_area (
  run_id INTEGER NOT NULL,
  field_key INTEGER NOT NULL,
  code INTEGER NOT NULL,
  area_m2 REAL NOT NULL CHECK (area_m2 >= 0),
  area_standard_error_m2 REAL CHECK (area_standard_error_m2 >= 0),
  fraction REAL NOT NULL CHECK (fraction BETWEEN 0 AND 1),
  patches INTEGER CHECK (patches >= 0),
  patch_median_m2 REAL,
  patch_largest_m2 REAL, corrected_area_m2 REAL CHECK (corrected_area_m2 >= 0), corrected_lower_m2 REAL CHECK (corrected_lower_m2 >= 0), corrected_upper_m2 REAL
  CHECK (corrected_upper_m2 >= corrected_lower_m2),
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

CREATE TABLE queue (
  id INTEGER PRIMARY KEY,
  job_name TEXT NOT NULL,
  flight_name TEXT NOT NULL,
  paths TEXT NOT NULL CHECK (json_valid(paths)),
  farm TEXT,
  taken_on TEXT CHECK (taken_on IS date(taken_on, '+0 days')),
  fingerprint TEXT,
  parameters_hash TEXT,
  program_version TEXT,
  state TEXT NOT NULL CHECK (
    state IN ('waiting', 'settling', 'running', 'done', 'failed', 'postponed', 'quarantined')),
  reason TEXT CHECK (
    (state IN ('settling', 'failed', 'postponed', 'quarantined')) = (reason IS NOT NULL)),
  exit_code INTEGER CHECK (exit_code BETWEEN 1 AND 255),
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  next_try_at TEXT CHECK ((state = 'postponed') = (next_try_at IS NOT NULL)),
  owner TEXT CHECK ((state = 'running') = (owner IS NOT NULL)),
  first_seen_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  UNIQUE (job_name, flight_name)
) STRICT;

CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  job_name TEXT NOT NULL,
  flight_name TEXT,
  run_id INTEGER,
  event TEXT NOT NULL,
  detail TEXT
) STRICT;

CREATE INDEX flight_by_name ON flight(name);

CREATE INDEX field_by_id ON field(field_id);

CREATE INDEX field_result_by_field ON field_result(field_key);

CREATE INDEX queue_by_state ON queue(state);

CREATE INDEX event_by_flight ON event(flight_name, id);

CREATE INDEX event_by_time ON event(at);

CREATE VIEW v_flights AS
SELECT
  flight.id AS flight_id,
  flight.name AS flight,
  row_number() OVER (PARTITION BY flight.name ORDER BY flight.id) AS version,
  taken_on,
  sensor,
  width_pixels,
  height_pixels,
  pixel_area_m2,
  width_pixels * height_pixels * pixel_area_m2 / 10000 AS extent_ha,
  crs_name,
  size_bytes,
  (SELECT count(*) FROM run WHERE flight_id = flight.id AND state = 'done') AS runs_done,
  path,
  fingerprint
FROM flight;

CREATE VIEW v_current_runs AS
SELECT max(run.id) AS run_id, job_name AS job, flight.name AS flight
FROM run JOIN flight ON flight.id = run.flight_id
WHERE state = 'done'
GROUP BY job_name, flight.name;

CREATE VIEW v_field_results AS
SELECT
  field.job_name AS job,
  field.field_id,
  field.version AS field_version,
  crop,
  flight.name AS flight,
  taken_on,
  status,
  100 * covered_fraction AS covered_percent,
  100 * valid_fraction AS valid_percent,
  covered_area_m2,
  field.area_m2 AS field_area_m2,
  field_result.run_id,
  field_key
FROM v_current_runs
JOIN field_result USING (run_id)
JOIN field ON field.id = field_key
JOIN run ON run.id = field_result.run_id
JOIN flight ON flight.id = run.flight_id;

CREATE VIEW v_fields AS
SELECT
  field.job_name AS job,
  field.field_id,
  version AS field_version,
  crop,
  row_spacing_m,
  area_m2,
  area_m2 / 10000 AS area_ha,
  coalesce(flights, 0) AS flights,
  last_taken_on
FROM field
LEFT JOIN (
  SELECT job, field_id, count(*) AS flights, max(taken_on) AS last_taken_on
  FROM v_field_results
  WHERE status <> 'uncovered'
  GROUP BY job, field_id) AS seen ON seen.job = field.job_name AND seen.field_id = field.field_id
WHERE version = (
  SELECT max(version) FROM field AS other
  WHERE other.job_name = field.job_name AND other.field_id = field.field_id);

CREATE VIEW v_index_figures AS
SELECT
  job,
  field_id,
  field_version,
  crop,
  flight,
  taken_on,
  index_name,
  mean,
  standard_deviation,
  minimum,
  p5,
  p10,
  p25,
  p50,
  p75,
  p90,
  p95,
  maximum,
  valid_area_m2,
  nonfinite_pixels,
  status,
  covered_percent,
  index_figure.run_id
FROM v_field_results
JOIN index_figure USING (run_id, field_key);

CREATE VIEW v_findings AS
SELECT
  job,
  field_id,
  field_version,
  crop,
  flight,
  taken_on,
  name AS finding,
  value,
  standard_error,
  unit,
  status,
  covered_percent,
  finding.run_id
FROM v_field_results
JOIN finding USING (run_id, field_key);

CREATE VIEW v_runs AS
SELECT
  run.id AS run_id,
  flight.name AS flight,
  taken_on,
  job_name AS job,
  state,
  attempts,
  started_at,
  finished_at,
  round((julianday(finished_at) - julianday(started_at)) * 86400, 3) AS duration_s,
  valid_pixels,
  nodata_pixels,
  nonfinite_pixels,
  100.0 * valid_pixels / nullif(valid_pixels + nodata_pixels + nonfinite_pixels, 0) AS valid_percent,
  (SELECT count(*) FROM run_warning WHERE run_id = run.id) AS warnings,
  (SELECT min(path) FROM run_output WHERE run_id = run.id AND kind = 'mask') AS mask_path,
  program_version,
  parameters_hash,
  area_correction_source,
  error
FROM run JOIN flight ON flight.id = run.flight_id;

CREATE VIEW v_class_areas AS
SELECT
  job,
  field_id,
  field_version,
  crop,
  flight,
  taken_on,
  class.code AS class_code,
  class.name AS class,
  class_group,
  kind,
  area_m2,
  corrected_area_m2,
  area_standard_error_m2,
  corrected_lower_m2,
  corrected_upper_m2,
  100 * fraction AS percent,
  patches,
  patch_median_m2,
  patch_largest_m2,
  status,
  covered_percent,
  valid_percent,
  class_area.run_id
FROM v_field_results
JOIN class_area USING (run_id, field_key)
JOIN class USING (run_id, code);

CREATE VIEW v_season AS
SELECT
  job,
  field_id,
  crop,
  taken_on,
  flight,
  class,
  class_group,
  area_m2,
  corrected_area_m2,
  corrected_lower_m2,
  corrected_upper_m2,
  percent,
  percent - lag(percent) OVER (PARTITION BY job, field_id, class ORDER BY taken_on, run_id)
    AS percent_change,
  covered_percent
FROM v_class_areas;

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

CREATE TRIGGER event_stays BEFORE UPDATE ON event
BEGIN
  SELECT raise(ABORT, 'an event is never changed');
END;

CREATE VIEW v_queue AS
SELECT
  job_name AS job,
  flight_name AS flight,
  state,
  reason,
  exit_code,
  attempts,
  next_try_at,
  owner,
  taken_on,
  farm,
  paths,
  fingerprint,
  parameters_hash,
  program_version,
  (SELECT run.id FROM run JOIN flight ON flight.id = run.flight_id
    WHERE flight.fingerprint = queue.fingerprint
      AND run.parameters_hash = queue.parameters_hash) AS run_id,
  first_seen_at,
  changed_at
FROM queue;

CREATE VIEW v_events AS
SELECT
  id AS event_id,
  at,
  job_name AS job,
  flight_name AS flight,
  run_id,
  event,
  detail
FROM event;
