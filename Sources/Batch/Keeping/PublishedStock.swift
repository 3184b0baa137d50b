import Catalog
import Foundation

/// The published folders of an output folder, as the catalog knows them.
struct PublishedStock {
  /// One folder.
  struct Shelf: Hashable, Sendable {
    /// Its path.
    var folder: String
    /// The runs that list files in it, oldest first; the last one's are there.
    var runs: [PublishedRun]

    /// The run whose files are there.
    var holder: PublishedRun { runs[runs.count - 1] }
    /// True where a run whose results count lists files in it.
    var isCurrent: Bool { runs.contains(where: \.isCurrent) }
    /// What its files take.
    var byteCount: Int { holder.outputs.reduce(0) { $0 + $1.byteCount } }
    /// True where every field of it has so many newer results.
    func isOutranked(by count: Int) -> Bool {
      !holder.newerResults.isEmpty && holder.newerResults.allSatisfy { $0 >= count }
    }
  }

  /// The folders in the order of the runs whose files they hold.
  let shelves: [Shelf]

  /// Reads the catalog. Paths count from the output folder as it lies now.
  ///
  /// - Throws: `CatalogError`.
  init(_ catalog: CatalogDatabase, folders: RunFolders) throws {
    let runs = try catalog.publishedRuns()
    shelves = Dictionary(grouping: runs) { folders.results(Self.folderName(of: $0)) }
      .map { Shelf(folder: $0.key, runs: $0.value.sorted { $0.run.rawValue < $1.run.rawValue }) }
      .sorted { $0.holder.run.rawValue < $1.holder.run.rawValue }
  }

  private static func folderName(of run: PublishedRun) -> String {
    URL(fileURLWithPath: run.outputs.first?.path ?? "").deletingLastPathComponent().lastPathComponent
  }
}
