extension CatalogSchema {
  /// Version 5: which model made which figure, how like the flight is to what
  /// the model was trained on, and which flights are to be annotated. Figures
  /// of withheld runs are left out of the views on results, which are made
  /// anew with a column that marks drifted flights.
  static let version5 = """
    CREATE TABLE run_model (
      run_id INTEGER PRIMARY KEY REFERENCES run(id) ON DELETE CASCADE,
      name TEXT NOT NULL,
      card_sha256 TEXT NOT NULL,
      created TEXT NOT NULL CHECK (created IS date(created, '+0 days')),
      folder TEXT NOT NULL,
      has_drift_reference INTEGER NOT NULL CHECK (has_drift_reference IN (0, 1))
    ) STRICT;

    CREATE INDEX run_model_by_card ON run_model(card_sha256);

    CREATE TABLE run_drift (
      run_id INTEGER PRIMARY KEY REFERENCES run(id) ON DELETE CASCADE,
      verdict TEXT NOT NULL CHECK (verdict IN ('as_trained', 'drifted', 'unknown')),
      action TEXT NOT NULL CHECK (action IN ('none', 'noted', 'marked', 'withheld')),
      reason TEXT NOT NULL,
      figure TEXT,
      statistic REAL CHECK (statistic BETWEEN 0 AND 1),
      threshold REAL CHECK (threshold BETWEEN 0 AND 1),
      false_alarm REAL NOT NULL CHECK (false_alarm BETWEEN 0 AND 1),
      tolerance REAL NOT NULL CHECK (tolerance BETWEEN 0 AND 1),
      chance REAL CHECK (chance BETWEEN 0 AND 1),
      separability REAL CHECK (separability BETWEEN 0 AND 1),
      separability_lower REAL CHECK (separability_lower BETWEEN 0 AND 1),
      separability_upper REAL CHECK (separability_upper BETWEEN 0 AND 1),
      reference TEXT,
      season_days INTEGER CHECK (season_days >= 0),
      reference_blocks INTEGER CHECK (reference_blocks >= 0),
      flight_blocks INTEGER CHECK (flight_blocks >= 0),
      CHECK ((verdict = 'unknown') = (statistic IS NULL)),
      CHECK (verdict = 'drifted' OR action = 'none')
    ) STRICT;

    CREATE TABLE run_drift_figure (
      run_id INTEGER NOT NULL REFERENCES run_drift(run_id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('band', 'feature', 'confidence', 'class')),
      figure TEXT NOT NULL,
      ks REAL NOT NULL CHECK (ks BETWEEN 0 AND 1),
      line REAL NOT NULL CHECK (line BETWEEN 0 AND 1),
      psi REAL NOT NULL CHECK (psi >= 0),
      chance_of_any REAL NOT NULL CHECK (chance_of_any BETWEEN 0 AND 1),
      chance REAL NOT NULL CHECK (chance BETWEEN 0 AND 1),
      reference_size REAL NOT NULL CHECK (reference_size >= 0),
      flight_size REAL NOT NULL CHECK (flight_size >= 0),
      PRIMARY KEY (run_id, ordinal)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE annotation_request (
      id INTEGER PRIMARY KEY,
      run_id INTEGER NOT NULL UNIQUE REFERENCES run(id) ON DELETE CASCADE,
      state TEXT NOT NULL CHECK (state IN ('open', 'suggested')),
      reason TEXT NOT NULL,
      requested_at TEXT NOT NULL,
      suggested_at TEXT CHECK ((state = 'suggested') = (suggested_at IS NOT NULL)),
      package TEXT CHECK ((state = 'suggested') = (package IS NOT NULL))
    ) STRICT;

    DROP VIEW v_season;
    DROP VIEW v_class_areas;
    DROP VIEW v_index_figures;
    DROP VIEW v_findings;
    DROP VIEW v_fields;
    DROP VIEW v_field_results;

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
      field_key,
      CASE run_drift.action WHEN 'marked' THEN 'drifted' END AS drift
    FROM v_current_runs
    JOIN field_result USING (run_id)
    JOIN field ON field.id = field_key
    JOIN run ON run.id = field_result.run_id
    JOIN flight ON flight.id = run.flight_id
    LEFT JOIN run_drift ON run_drift.run_id = run.id
    WHERE run_drift.action IS NOT 'withheld';

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
      class_area.run_id,
      drift
    FROM v_field_results
    JOIN class_area USING (run_id, field_key)
    JOIN class USING (run_id, code);

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
      index_figure.run_id,
      drift
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
      finding.run_id,
      drift
    FROM v_field_results
    JOIN finding USING (run_id, field_key);

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
      covered_percent,
      drift
    FROM v_class_areas;

    CREATE VIEW v_drift AS
    SELECT
      run_id,
      job_name AS job,
      flight.name AS flight,
      taken_on,
      run_model.name AS model,
      card_sha256,
      verdict,
      action,
      reason,
      figure,
      statistic,
      threshold,
      false_alarm,
      tolerance,
      chance,
      separability,
      separability_lower,
      separability_upper,
      reference,
      season_days,
      reference_blocks,
      flight_blocks
    FROM run_drift
    JOIN run ON run.id = run_id
    JOIN flight ON flight.id = run.flight_id
    LEFT JOIN run_model USING (run_id);

    CREATE VIEW v_models AS
    SELECT
      job_name AS job,
      run_model.name AS model,
      created,
      card_sha256,
      max(folder) AS folder,
      has_drift_reference,
      count(*) AS runs,
      sum(run_id IN (SELECT run_id FROM v_current_runs)) AS current_runs,
      sum(coalesce(verdict = 'drifted', 0)) AS drifted_runs,
      min(finished_at) AS first_used_at,
      max(finished_at) AS last_used_at
    FROM run_model
    JOIN run ON run.id = run_id
    LEFT JOIN run_drift USING (run_id)
    WHERE state = 'done'
    GROUP BY job_name, card_sha256;

    CREATE VIEW v_annotation_requests AS
    SELECT
      annotation_request.id AS request_id,
      job_name AS job,
      flight.name AS flight,
      taken_on,
      annotation_request.state,
      reason,
      requested_at,
      suggested_at,
      package,
      flight.path,
      fingerprint,
      run_id
    FROM annotation_request
    JOIN run ON run.id = run_id
    JOIN flight ON flight.id = run.flight_id;

    """
}
