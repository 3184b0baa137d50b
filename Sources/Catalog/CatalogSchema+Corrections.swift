extension CatalogSchema {
  /// Version 2: areas corrected for confused classes, with their 95 %
  /// intervals. `area_standard_error_m2`, empty until then, is the standard
  /// error of the corrected area. Views are made anew, since SQLite cannot
  /// change them.
  static let version2 = """
    ALTER TABLE run ADD COLUMN area_correction_source TEXT;
    ALTER TABLE class_area ADD COLUMN corrected_area_m2 REAL CHECK (corrected_area_m2 >= 0);
    ALTER TABLE class_area ADD COLUMN corrected_lower_m2 REAL CHECK (corrected_lower_m2 >= 0);
    ALTER TABLE class_area ADD COLUMN corrected_upper_m2 REAL
      CHECK (corrected_upper_m2 >= corrected_lower_m2);

    DROP VIEW v_season;
    DROP VIEW v_class_areas;
    DROP VIEW v_runs;

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

    """
}
