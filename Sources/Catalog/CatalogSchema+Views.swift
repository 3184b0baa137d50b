extension CatalogSchema {
  /// The views of version 1, which people and programs may rely on.
  static let version1Views = """
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
      error
    FROM run JOIN flight ON flight.id = run.flight_id;

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
      area_standard_error_m2,
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
      percent,
      percent - lag(percent) OVER (PARTITION BY job, field_id, class ORDER BY taken_on, run_id)
        AS percent_change,
      covered_percent
    FROM v_class_areas;

    """
}
