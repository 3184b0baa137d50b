extension NamedQuestion {
  static let weediest = NamedQuestion(
    name: "weediest", meaning: "Which fields have the most weeds, on the last flight that showed them?",
    parameters: [.group],
    sql: """
      WITH newest AS (
        SELECT *, row_number() OVER (PARTITION BY job, field_id ORDER BY taken_on DESC, run_id DESC) AS place
        FROM v_field_results
        WHERE status <> 'uncovered'),
      total AS (
        SELECT run_id, job, field_id, sum(percent) AS percent, sum(area_m2) AS area_m2,
          CASE WHEN count(*) = 1 THEN max(corrected_area_m2) END AS corrected_area_m2,
          CASE WHEN count(*) = 1 THEN max(corrected_lower_m2) END AS corrected_lower_m2,
          CASE WHEN count(*) = 1 THEN max(corrected_upper_m2) END AS corrected_upper_m2,
          sum(patches) AS patches, max(patch_largest_m2) AS patch_largest_m2
        FROM v_class_areas
        WHERE class_group = :group
        GROUP BY run_id, job, field_id)
      SELECT newest.job, newest.field_id, newest.crop, newest.flight, newest.taken_on, total.percent, total.area_m2,
        total.corrected_area_m2, total.corrected_lower_m2, total.corrected_upper_m2, total.patches,
        total.patch_largest_m2, newest.covered_percent, newest.drift
      FROM newest JOIN total USING (run_id, job, field_id)
      WHERE newest.place = 1 AND (:job IS NULL OR newest.job = :job)
      ORDER BY total.percent DESC, newest.job, newest.field_id
      """)

  static let worstChange = NamedQuestion(
    name: "worst-change", meaning: "In which fields did weeds spread the most since the flight before?",
    parameters: [.group],
    sql: """
      WITH total AS (
        SELECT run_id, job, field_id, crop, flight, taken_on, covered_percent, drift,
          sum(percent) AS percent, sum(area_m2) AS area_m2,
          CASE WHEN count(*) = 1 THEN max(percent * area_standard_error_m2 / nullif(area_m2, 0)) END AS error
        FROM v_class_areas
        WHERE class_group = :group AND status <> 'uncovered'
        GROUP BY run_id, job, field_id),
      change AS (
        SELECT *,
          lag(flight) OVER season AS flight_before,
          lag(taken_on) OVER season AS taken_before,
          lag(percent) OVER season AS percent_before,
          lag(error) OVER season AS error_before,
          lag(covered_percent) OVER season AS covered_before,
          row_number() OVER (PARTITION BY job, field_id ORDER BY taken_on DESC, run_id DESC) AS place
        FROM total
        WINDOW season AS (PARTITION BY job, field_id ORDER BY taken_on, run_id))
      SELECT job, field_id, crop, taken_before, taken_on, percent_before, percent,
        percent - percent_before AS change_points,
        1.96 * sqrt(error * error + error_before * error_before) AS change_error_points,
        covered_before AS covered_percent_before, covered_percent, flight_before, flight, drift
      FROM change
      WHERE place = 1 AND percent_before IS NOT NULL AND (:job IS NULL OR job = :job)
      ORDER BY change_points DESC, job, field_id
      """)

  static let weakest = NamedQuestion(
    name: "weakest",
    meaning: "Which fields have the lowest mean of an index, on the last flight that showed them?",
    parameters: [.index],
    sql: """
      WITH newest AS (
        SELECT *, row_number() OVER (PARTITION BY job, field_id ORDER BY taken_on DESC, run_id DESC) AS place
        FROM v_index_figures
        WHERE index_name = :index AND status <> 'uncovered' AND mean IS NOT NULL)
      SELECT job, field_id, crop, flight, taken_on, index_name, mean, standard_deviation, p10, p50, p90,
        valid_area_m2, covered_percent, drift
      FROM newest
      WHERE place = 1 AND (:job IS NULL OR job = :job)
      ORDER BY mean, job, field_id
      """)

  static let season = NamedQuestion(
    name: "season", meaning: "What became of one field through the season?",
    parameters: [.field],
    sql: """
      SELECT job, field_id, crop, taken_on, flight, class, class_group, percent, percent_change, area_m2,
        corrected_area_m2, corrected_lower_m2, corrected_upper_m2, covered_percent, drift
      FROM v_season
      WHERE field_id = :field AND (:job IS NULL OR job = :job)
      ORDER BY job, taken_on, flight, class
      """)
}
