public import Catalog
import Foundation

/// A flight of the queue as it stands at this moment.
public struct FlightStatus: Hashable, Sendable {
  /// What the catalog says.
  public var entry: QueueEntry
  /// The living process that works on it.
  public var liveOwner: String?
  /// How far its strips have come, while it is worked on or was stopped.
  public var progress: StripProgress?

  /// The state in one word: as in the catalog, but "stopped" where nobody who
  /// lives works on a flight that was begun.
  public var word: String {
    entry.state == .running && liveOwner == nil ? "stopped" : entry.state.rawValue
  }

  /// The queue of a catalog, and who works on it.
  ///
  /// - Parameter jobName: Only the flights of this job.
  /// - Throws: `CatalogError`.
  public static func all(in catalog: CatalogDatabase, jobName: String? = nil) throws -> [FlightStatus] {
    let folders = RunFolders(besideCatalog: catalog)
    return try catalog.queue(of: jobName).map { entry in
      guard entry.state == .running else { return FlightStatus(entry: entry) }
      return FlightStatus(
        entry: entry, liveOwner: RunLock.owner(ofLockAt: folders.lock(entry.flight.flightName)),
        progress: try catalog.progress(of: entry))
    }
  }
}

extension RunFolders {
  /// The folders of the job whose catalog this is.
  init(besideCatalog catalog: CatalogDatabase) {
    self.init(at: URL(fileURLWithPath: catalog.path).deletingLastPathComponent().path)
  }
}
