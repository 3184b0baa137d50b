import Catalog
import Foundation
import Testing

@Suite struct CatalogQueueTests {
  private static let input = QueueInput(fingerprint: "f1", parametersHash: "p1", programVersion: "1.0.0")

  private func sighting(_ name: String, takenOn: String? = "2026-05-14") -> QueueSighting {
    QueueSighting(flightName: name, paths: ["flights/\(name).tif"], farm: "north", takenOn: takenOn)
  }

  private func catalog(_ folder: Folder, _ names: [String] = ["may"]) throws -> CatalogDatabase {
    let catalog = try folder.open()
    try catalog.note(names.map { sighting($0) }, of: "beets", at: noon)
    return catalog
  }

  private func state(_ catalog: CatalogDatabase, _ flight: String = "may") throws -> QueueEntry.State? {
    try catalog.queueEntry(flight, of: "beets")?.state
  }

  @Test func `a flight that is seen waits, and is seen once`() throws {
    let folder = try Folder()
    let catalog = try catalog(folder)
    try catalog.note([sighting("may")], of: "beets", at: noon + 60)
    let entry = try #require(try catalog.queueEntry("may", of: "beets"))
    #expect(entry.state == .waiting && entry.attempts == 0 && entry.fingerprint == nil)
    #expect(entry.flight == sighting("may"))
    #expect(entry.firstSeenAt == noon && entry.changedAt == noon)
    #expect(try catalog.events(of: "may").map(\.event) == ["seen"])
    #expect(try catalog.queueEntry("may", of: "oats") == nil)
  }

  @Test func `tries with the same input are counted, with other input from one again`() throws {
    let folder = try Folder()
    let catalog = try catalog(folder)
    var attempts: [Int] = []
    for hash in ["p1", "p1", "p2"] {
      var input = Self.input
      input.parametersHash = hash
      try catalog.change("may", of: "beets", to: .running(owner: "process 1 on a", input), at: noon)
      try catalog.change(
        "may", of: "beets", to: .failed(QueueFailure(reason: "torn", exitCode: 65)), at: noon + 1)
      attempts.append(try catalog.queueEntry("may", of: "beets")?.attempts ?? 0)
    }
    #expect(attempts == [1, 2, 1])
    let entry = try #require(try catalog.queueEntry("may", of: "beets"))
    #expect(entry.state == .failed && entry.reason == "torn" && entry.exitCode == 65 && entry.owner == nil)
    #expect(entry.parametersHash == "p2")
  }

  @Test func `a stop in order is no try`() throws {
    let folder = try Folder()
    let catalog = try catalog(folder)
    try catalog.change("may", of: "beets", to: .running(owner: "o", Self.input), at: noon)
    try catalog.change("may", of: "beets", to: .stopped, at: noon)
    #expect(try catalog.queueEntry("may", of: "beets")?.attempts == 0)
    #expect(try catalog.events(of: "may").map(\.event) == ["seen", "running", "stopped"])
  }

  @Test func `a death is a try, and its owner is named`() throws {
    let folder = try Folder()
    let catalog = try catalog(folder)
    try catalog.change("may", of: "beets", to: .running(owner: "process 3 on a", Self.input), at: noon)
    try catalog.change("may", of: "beets", to: .died, at: noon)
    let entry = try #require(try catalog.queueEntry("may", of: "beets"))
    #expect(entry.state == .waiting && entry.attempts == 1 && entry.owner == nil)
    #expect(try catalog.events(of: "may").last?.detail == "process 3 on a")
  }

  @Test func `a failure before the input was known leaves none`() throws {
    let folder = try Folder()
    let catalog = try catalog(folder)
    try catalog.change("may", of: "beets", to: .done(Self.input), at: noon)
    try catalog.change(
      "may", of: "beets", to: .failed(QueueFailure(reason: "gone", exitCode: 65)), at: noon)
    let entry = try #require(try catalog.queueEntry("may", of: "beets"))
    #expect(entry.fingerprint == nil && entry.parametersHash == nil && entry.state == .failed)
  }

  @Test func `a failure of the machine is held against no input`() throws {
    let folder = try Folder()
    let catalog = try catalog(folder)
    for (isOfMachine, isKept) in [(false, true), (true, false)] {
      try catalog.change("may", of: "beets", to: .running(owner: "o", Self.input), at: noon)
      let failure = QueueFailure(reason: "full", exitCode: 65, isOfMachine: isOfMachine)
      try catalog.change("may", of: "beets", to: .failed(failure), at: noon)
      let entry = try #require(try catalog.queueEntry("may", of: "beets"))
      #expect(entry.state == .failed && entry.exitCode == 65 && entry.reason == "full")
      #expect(entry.was(tried: Self.input) == isKept)
    }
  }

  @Test func `what changes nothing is no event`() throws {
    let folder = try Folder()
    let catalog = try catalog(folder)
    for _ in 0..<3 { try catalog.change("may", of: "beets", to: .done(Self.input), at: noon) }
    try catalog.change("nobody", of: "beets", to: .done(Self.input), at: noon)
    #expect(try catalog.events().map(\.event) == ["seen", "done"])
  }

  @Test func `flights that the job no longer has go, done and quarantined ones stay`() throws {
    let catalog = try catalog(try Folder(), ["a", "b", "c", "d"])
    try catalog.change("b", of: "beets", to: .done(Self.input), at: noon)
    try catalog.change("c", of: "beets", to: .quarantined(reason: "haze", fingerprint: nil), at: noon)
    try catalog.change("d", of: "beets", to: .settling(reason: "grows"), at: noon)
    try catalog.note([], of: "oats", at: noon)
    #expect(try catalog.queue().count == 4)
    try catalog.note([], of: "beets", isAll: false, at: noon)
    #expect(try catalog.queue().count == 4)
    try catalog.note([], of: "beets", at: noon)
    #expect(try catalog.queue().map(\.flight.flightName) == ["b", "c"])
    #expect(try catalog.events(of: "a").map(\.event) == ["seen", "gone"])
  }

  @Test func `a run that ends well ends in the queue at once`() throws {
    let folder = try Folder()
    let catalog = try catalog(folder)
    try catalog.change("may", of: "beets", to: .running(owner: "o", Self.input), at: noon)
    let run = try catalog.recordDone(flight("may", fingerprint: "f1"), fields: [fieldResult("a", weed: 0.1)])
    #expect(try state(catalog) == .done)
    #expect(try catalog.rows("SELECT run_id FROM v_queue") == [[.integer(run.rawValue)]])
    #expect(try catalog.events(of: "may").last?.event == "done")
  }

  @Test func `a row says no more than its state allows, whoever writes it`() throws {
    let folder = try Folder()
    _ = try catalog(folder)
    for set in [
      "state = 'failed'", "state = 'postponed', reason = 'full'", "state = 'running'", "reason = 'why'",
      "next_try_at = '2026'", "owner = 'me'", "state = 'lost'", "attempts = -1", "exit_code = 0",
    ] {
      #expect(try folder.refuses("UPDATE queue SET \(set)"), "\(set)")
    }
    #expect(try folder.refuses("UPDATE event SET event = 'other'"))
    #expect(
      try folder.refuses(
        "INSERT INTO queue SELECT NULL, job_name, flight_name, paths, NULL, NULL, NULL, NULL, NULL, 'waiting', NULL, NULL, 0, NULL, NULL, 'a', 'a' FROM queue"
      ))
  }

  @Test func `a next try is a time`() throws {
    let folder = try Folder()
    let catalog = try catalog(folder)
    let later = noon + 300
    try catalog.change(
      "may", of: "beets", to: .postponed(QueueFailure(reason: "full", exitCode: 75), until: later), at: noon)
    #expect(try catalog.queueEntry("may", of: "beets")?.nextTryAt == later)
    #expect(
      try catalog.rows(
        "SELECT (julianday(next_try_at) - julianday(changed_at)) * 86400 BETWEEN 299.9 AND 300.1 FROM v_queue"
      )
        == [[.integer(1)]])
  }

  @Test func `what is forgotten leaves nothing but the event`() throws {
    let folder = try Folder()
    let catalog = try catalog(folder, ["may", "june"])
    for (name, fingerprint) in [("may", "f1"), ("may", "f2"), ("june", "f3")] {
      try catalog.recordDone(
        flight(name, fingerprint: fingerprint), fields: [fieldResult(name, weed: 0.1)])
    }
    let june = try catalog.rows("SELECT * FROM field_result JOIN run ON run.id = run_id WHERE run_id = 3")
    #expect(try catalog.forgetting(flight: "may").runs.count == 2)
    let gone = try catalog.forget(flight: "may", at: noon)
    #expect(gone.jobs == ["beets"] && gone.runs.map(\.rawValue) == [1, 2] && !gone.isShared)
    // June lists a file of the same path, which therefore stays.
    #expect(gone.outputs == [])
    #expect(try catalog.rows("SELECT name FROM flight") == [[.text("june")]])
    #expect(try catalog.rows("SELECT field_id FROM field") == [[.text("june")]])
    #expect(
      try catalog.rows("SELECT * FROM field_result JOIN run ON run.id = run_id WHERE run_id = 3") == june)
    #expect(try catalog.queue().map(\.flight.flightName) == ["june"])
    #expect(try catalog.events(of: "may").last?.event == "forgotten")
    #expect(try folder.sqlite("PRAGMA foreign_key_check; PRAGMA integrity_check") == "ok\n")
  }

  @Test func `runs on a mosaic that another flight has too are not forgotten`() throws {
    let catalog = try catalog(try Folder(), ["may", "copy"])
    for name in ["may", "copy"] { try catalog.change(name, of: "beets", to: .done(Self.input), at: noon) }
    try catalog.recordDone(flight("may", fingerprint: "f1"), fields: [])
    let gone = try catalog.forget(flight: "may", at: noon)
    #expect(gone.isShared && gone.runs.isEmpty)
    #expect(try catalog.runs().count == 1)
    #expect(try catalog.queue().map(\.flight.flightName) == ["copy"])
  }

  @Test func `of two runs on one mosaic the later one is what is published`() throws {
    let folder = try Folder()
    let catalog = try catalog(folder)
    let may = flight("may", fingerprint: "f1")
    let first = try catalog.recordDone(may, parameters("p1"), fields: [])
    let second = try catalog.recordDone(may, parameters("p2"), fields: [])
    #expect(try catalog.publication(fingerprint: "f1", parametersHash: "p1") == nil)
    #expect(try catalog.publication(fingerprint: "f1", parametersHash: "p2")?.run == second)
    let id = try catalog.record(may, at: noon)
    #expect(try catalog.beginRun(parameters("p2"), of: id, at: noon, renewing: true) == .alreadyDone(second))
    let renewed = try catalog.beginRun(parameters("p1"), of: id, at: noon + 500, renewing: true)
    guard case .begun(let third) = renewed else {
      Issue.record("not begun anew: \(renewed)")
      return
    }
    #expect(third.rawValue > second.rawValue && third != first)
    #expect(try catalog.publication(fingerprint: "f1", parametersHash: "p2")?.isDoubtful == true)
    try catalog.finish(third, with: runResults([]), at: noon + 600)
    #expect(try catalog.publication(fingerprint: "f1", parametersHash: "p1")?.isDoubtful == false)
    #expect(try catalog.currentRuns().map(\.id) == [third])
  }

  @Test func `a copy made while others write is whole`() throws {
    let folder = try Folder()
    let catalog = try catalog(folder)
    try catalog.recordDone(
      flight("may", fingerprint: "f1"), fields: (0..<200).map { fieldResult("field \($0)", weed: 0.1) })
    let copy = folder.path + "/copy.sqlite"
    let writer = try folder.open()
    let writing = Thread {
      for number in 0..<200 {
        try? writer.add(CatalogEvent(at: noon, jobName: "beets", flightName: nil, event: "tick \(number)"))
      }
    }
    writing.start()
    try catalog.copy(to: copy)
    let answer = try folder.sqlite(
      "PRAGMA integrity_check; PRAGMA foreign_key_check; SELECT count(*) FROM field_result", on: copy)
    #expect(answer == "ok\n200\n")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("copy") } == [
        "copy.sqlite"
      ])
    #expect(try CatalogDatabase(path: copy, access: .read).runs().count == 1)
  }
}

extension Folder {
  /// True where the sqlite3 program cannot do it.
  func refuses(_ sql: String) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", catalog, sql]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus != 0
  }
}
