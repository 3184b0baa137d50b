extension CatalogSchema {
  /// Version 4: what became of every flight that a job has seen, and each
  /// change of it. Rows of flights outlive failures in preparation, of which
  /// `run` knows nothing.
  static let version4 = """
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

    CREATE INDEX queue_by_state ON queue(state);

    CREATE TABLE event (
      id INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      job_name TEXT NOT NULL,
      flight_name TEXT,
      run_id INTEGER,
      event TEXT NOT NULL,
      detail TEXT
    ) STRICT;

    CREATE INDEX event_by_flight ON event(flight_name, id);
    CREATE INDEX event_by_time ON event(at);

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

    """
}
