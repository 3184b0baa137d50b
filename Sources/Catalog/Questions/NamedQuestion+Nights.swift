extension NamedQuestion {
  static let uncovered = NamedQuestion(
    name: "uncovered", meaning: "Which fields did the newest date of flights not show in full?",
    parameters: [.wholePercent],
    sql: """
      WITH newest AS (
        SELECT job, max(taken_on) AS taken_on FROM v_field_results GROUP BY job),
      shown AS (
        SELECT job, field_id, max(covered_percent) AS covered_percent, max(valid_percent) AS valid_percent
        FROM v_field_results JOIN newest USING (job, taken_on)
        GROUP BY job, field_id),
      whole AS (
        SELECT job, field_id, max(taken_on) AS taken_on
        FROM v_field_results
        WHERE status = 'covered' AND valid_percent >= :percent
        GROUP BY job, field_id)
      SELECT v_fields.job, v_fields.field_id, v_fields.crop, v_fields.area_ha, newest.taken_on AS newest_on,
        coalesce(shown.covered_percent, 0) AS covered_percent, coalesce(shown.valid_percent, 0) AS valid_percent,
        whole.taken_on AS last_whole_on
      FROM v_fields
      LEFT JOIN newest USING (job)
      LEFT JOIN shown USING (job, field_id)
      LEFT JOIN whole USING (job, field_id)
      WHERE coalesce(shown.valid_percent, 0) < :percent AND (:job IS NULL OR v_fields.job = :job)
      ORDER BY valid_percent, v_fields.job, v_fields.field_id
      """)

  static let due = NamedQuestion(
    name: "due", meaning: "Which fields has no flight shown for some days?",
    parameters: [.days, .on],
    sql: """
      SELECT job, field_id, crop, area_ha, flights, last_taken_on,
        CAST(julianday(date(:on)) - julianday(last_taken_on) AS INTEGER) AS days
      FROM v_fields
      WHERE (last_taken_on IS NULL OR julianday(date(:on)) - julianday(last_taken_on) >= :days)
        AND (:job IS NULL OR job = :job)
      ORDER BY last_taken_on IS NOT NULL, last_taken_on, job, field_id
      """)

  static let failed = NamedQuestion(
    name: "failed", meaning: "Which flights wait for a person, and why?",
    parameters: [],
    sql: """
      SELECT job, flight, state, reason, exit_code, attempts, next_try_at, changed_at
      FROM v_queue
      WHERE state IN ('failed', 'quarantined', 'postponed') AND (:job IS NULL OR job = :job)
      ORDER BY changed_at DESC, job, flight
      """)

  static let drifted = NamedQuestion(
    name: "drifted", meaning: "Which flights are unlike what their model was trained on?",
    parameters: [],
    sql: """
      SELECT job, flight, taken_on, model, figure, statistic, threshold, statistic / threshold AS times_the_line,
        action, reason
      FROM v_drift JOIN v_current_runs USING (run_id, job, flight)
      WHERE verdict = 'drifted' AND (:job IS NULL OR job = :job)
      ORDER BY times_the_line DESC, job, flight
      """)
}
