import Catalog
import Digest
import Foundation
import GeoFiles
import Grid
import Pixels
import Reporting

/// One flight of a job: locked, worked through, published, recorded.
struct FlightRun {
  let plan: JobPlan
  let candidate: FlightCandidate
  let folders: RunFolders
  let catalog: CatalogDatabase
  let observer: any RunObserver
  let cancellation: RunCancellation
  /// Measures the floor of the mosaic when the flight is done.
  var measuresFloor = false
  /// The flight's shards, where others have worked it through.
  var shards: FlightShards?
  /// How the job is laid over the mosaic.
  var prepare: @Sendable (FlightPreparation) throws -> PreparedFlight = { try $0.prepare() }

  /// Does what is not done yet.
  ///
  /// - Throws: What is wrong with the flight; a run that was begun is recorded
  ///   as failed then, and nothing of it is published.
  func run() throws -> FlightOutcome {
    let lock = try takeLock(folders.lock(candidate.name), "on this flight")
    defer { lock.release() }
    if let hold = candidate.changeSinceSurvey() { return .held(hold) }
    let account = CostAccount()
    try queue.settle(candidate)
    if let hold = try queue.hold(before: candidate) { return .held(hold) }
    let fingerprint = try fingerprint()
    let content = try takeLock(folders.contentLock(fingerprint), "on the same mosaic")
    defer { content.release(removing: true) }
    let parameters = try parameters()
    let input = QueueInput(fingerprint, parameters)
    if let folder = try published.folder(fingerprint, parameters) {
      folders.removeWork(candidate.name, key: workKey(fingerprint, parameters))
      try queue.end(candidate, input)
      return .alreadyDone(folder: folder)
    }
    if let hold = try queue.hold(on: candidate, input) {
      try queue.keep(hold, on: candidate, input)
      return .held(hold)
    }
    if let hold = try candidate.brokenPromise(allowsRemote: plan.job.allowsRemote) { return .held(hold) }
    try shards?.check(fingerprint, parameters)
    try queue.begin(candidate, input, owner: lock.owner)
    let flight = try prepare(FlightPreparation(job: plan, candidate: candidate))
    guard try self.parameters() == parameters else {
      throw FlightError.changed(file: plan.job.model?.folder.resolved ?? plan.job.fields?.file.resolved ?? "")
    }
    try shards?.check(flight)
    for warning in flight.warnings { observer.noted(candidate, warning) }
    account.clock.enter(.catalog)
    let id = try catalog.record(record(flight, fingerprint), at: Date())
    let run = try catalog.beginRun(parameters, of: id, at: Date(), renewing: true).run
    try queue.note("prepared", of: candidate, run: run, "\(flight.plan.strips.count) strips")
    let folder: String
    do {
      folder = try work(
        flight, fingerprint: fingerprint, parameters: parameters, id: id, run: run, account: account,
        locks: [lock, content])
    } catch let stop as RunStopped {
      queue.stop(candidate)
      throw stop
    } catch {
      try? catalog.fail(run, error: "\(error)", at: Date())
      throw error
    }
    return .done(folder: folder, cost: try settle(account, of: flight, run: run))
  }

  private var queue: FlightQueue { FlightQueue(catalog, job: plan.job) }

  /// Takes a lock, and says where that takes waiting or another died.
  private func takeLock(_ path: String, _ subject: String) throws -> RunLock {
    let lock = try RunLock(path: path, cancellation: cancellation) { owner in
      observer.noted(candidate, "waiting for \(owner), which works \(subject)")
    }
    if case .died(let owner) = lock.predecessor {
      observer.noted(candidate, "taking over from \(owner), which ended without finishing")
    }
    return lock
  }

  /// True where the flight is done with these parameters.
  func isDone() throws -> Bool { try published.folder(fingerprint(), parameters()) != nil }

  /// Why the queue would hold the flight.
  func hold() throws -> FlightHold? {
    if let hold = try queue.hold(before: candidate) { return hold }
    return try queue.hold(on: candidate, QueueInput(fingerprint(), parameters()))
  }

  private var identity: RunIdentity { RunIdentity(plan: plan, candidate: candidate) }

  private func fingerprint() throws -> Fingerprint { try identity.fingerprint() }

  func parameters() throws -> RunParameters { try identity.parameters() }

  private var published: PublishedFolders { PublishedFolders(catalog: catalog, folders: folders) }

  private func record(_ flight: PreparedFlight, _ fingerprint: Fingerprint) -> FlightRecord {
    FlightRecord(
      name: candidate.name, path: flight.file.locator.name, fingerprint: fingerprint.text,
      takenOn: candidate.date?.description, size: flight.grid.size, crsName: flight.grid.crs.description,
      crsWKT: flight.grid.crs.wkt, geoTransform: flight.grid.transform,
      pixelAreaSquareMetres: flight.pixelAreaSquareMetres, sensor: flight.bands.profile?.name ?? "",
      bands: flight.bands.roles.map { "\($0.rawValue)=\(flight.bands.bandNumber[$0] ?? 0)" },
      sampleType: flight.file.mosaic.sampleType, byteCount: flight.file.bytes)
  }

  /// Works in a folder of its own, swaps the results in, records them and
  /// removes the working folder; a kill at any point leaves a state from which
  /// the next run ends with the same bytes.
  private func work(
    _ flight: PreparedFlight, fingerprint: Fingerprint, parameters: RunParameters, id: FlightID, run: RunID,
    account: CostAccount, locks: [RunLock]
  ) throws -> String {
    let folder = folders.work(candidate.name, key: workKey(fingerprint, parameters))
    let strips = "\(folder)/strips"
    let tiles = "\(folder)/tiles"
    let results = "\(folder)/results"
    let stamps = candidate.contentStamps
    for own in [folder, strips] { try RunFolders.makeOwn(own) }
    if shards == nil { try RunFolders.makeOwn(tiles) } else { try RunFolders.makeEmpty(tiles) }
    try RunFolders.makeEmpty(results)
    defer { RunFolders.remove(results) }
    let store = try LedgerStripStore(folder: strips, catalog: catalog, run: run) {
      for lock in locks { try lock.check() }
    }
    let outcomes = try fill(
      results, flight: flight, store: store, tiles: tiles, fingerprint: fingerprint, account: account)
    try store.finish()
    guard try self.fingerprint() == fingerprint, candidate.contentStamps == stamps else {
      throw FlightError.changed(file: candidate.paths.first ?? "")
    }
    let target = try published.target(for: id, named: candidate.name)
    var recorded = outcomes.results
    recorded.outputs = try OutputListing.outputs(
      in: results, published: target, workerCount: flight.plan.workerCount)
    try queue.note("worked", of: candidate, run: run)
    for lock in locks { try lock.check() }
    try FolderSwap.put(results, at: target)
    try queue.note("published", of: candidate, run: run, target)
    try catalog.finish(run, with: recorded, at: Date())
    folders.removeWork(candidate.name)
    return target
  }

  /// Names all that sealed strips depend on.
  private func workKey(_ fingerprint: Fingerprint, _ parameters: RunParameters) -> String {
    let parts = [
      fingerprint.text, parameters.hash, Furrow.version, String(plan.job.processing.tileSize),
    ]
    return String(SHA256.hexDigest(of: parts.joined(separator: " ")).prefix(16))
  }

  /// Makes every file of the flight in a folder.
  private func fill(
    _ folder: String, flight: PreparedFlight, store: any StripStore, tiles: String,
    fingerprint: Fingerprint, account: CostAccount
  ) throws -> FlightOutcomes {
    let outputs = try FlightOutputs(
      folder: folder, flight: flight, tiles: tiles, takesMaskInTiles: shards != nil)
    let package = try FlightPackage(path: "\(folder)/results.gpkg", flight: flight)
    account.clock.enter(.prepare)
    let drift = try findDrift(of: flight)
    let writesPatches = plan.job.outputs.writesPatches
    account.clock.enter(nil)
    let findings = try FlightWork(
      flight: flight, strips: shards.map { .shards($0) } ?? .pixels(store),
      progress: { observer.progressed(candidate, $0) }, cancellation: cancellation
    ).run(into: outputs) { if writesPatches { try package.append($0) } }
    account.add(findings)
    account.clock.enter(.catalog)
    let outcomes = FlightOutcomes(flight: flight, findings: findings, model: usedModel(flight), drift: drift)
    let results = outcomes.results
    var finishing = outputs.finishing
    let rasterCount = finishing.count
    finishing.append { try package.finish(results.fields, drift: FlightReport.Drift(drift)) }
    if plan.job.outputs.writesReport {
      finishing.append {
        try writeReport(
          folder, flight: flight, results: results, findings: findings, fingerprint: fingerprint)
      }
    }
    finishing.append { try FlightOutputs.writeSidecars(of: flight.legend, in: folder) }
    account.clock.enter(nil)
    let clocks = WorkerSlots<StageClock>(workerCount: flight.plan.workerCount)
    try WorkerPool(workerCount: flight.plan.workerCount).run(finishing.count) { [finishing] task, worker in
      try clocks.value(of: worker) { StageClock() }
        .measure(task < rasterCount ? .encode : .catalog) { try finishing[task]() }
    }
    for clock in clocks.existing { account.add(clock.times) }
    account.clock.enter(.catalog)
    return outcomes
  }

  private func writeReport(
    _ folder: String, flight: PreparedFlight, results: RunResults, findings: FlightFindings,
    fingerprint: Fingerprint
  ) throws {
    let pictures = try FlightPictures(
      findings.mask, legend: flight.legend, isNatural: flight.plan.showsNaturalColours,
      size: flight.plan.preview.size, workerCount: flight.plan.workerCount)
    let report = FlightReport(
      flight, results: results, pictures: pictures, job: plan, candidate: candidate, fingerprint: fingerprint)
    try DurableFile.write(Array(try report.html().utf8), to: "\(folder)/report.html")
    try DurableFile.write(
      Array(CSVWriter(report.fieldTable).text.utf8), to: "\(folder)/fields.csv")
  }
}

extension QueueInput {
  /// What a try at a flight depends on.
  init(_ fingerprint: Fingerprint, _ parameters: RunParameters) {
    self.init(
      fingerprint: fingerprint.text, parametersHash: parameters.hash,
      programVersion: parameters.programVersion)
  }
}
