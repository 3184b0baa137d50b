import Catalog
import Foundation
import Synchronization

/// Strips in a folder, each noted in the catalog with its hash.
///
/// The file is sealed first and noted afterwards. A file that is whole but not
/// noted is accepted and entered: the process died in between, or another
/// machine sealed it. One that is not what was noted is made anew.
final class LedgerStripStore: StripStore {
  private let files: FolderStripStore
  private let catalog: CatalogDatabase
  private let run: RunID
  private let check: @Sendable () throws -> Void
  private let ledger: Mutex<Ledger>

  private struct Ledger {
    var noted: [Int: String]
    /// Sealed, but not noted yet, because the catalog was busy.
    var pending: [Int: String] = [:]
  }

  /// Uses a folder that exists; what is noted of strips that are not there is forgotten.
  ///
  /// - Parameter check: Asked before each strip is sealed.
  /// - Throws: `CatalogError`.
  init(
    folder: String, catalog: CatalogDatabase, run: RunID, check: @escaping @Sendable () throws -> Void
  ) throws {
    files = FolderStripStore(folder: folder)
    (self.catalog, self.run, self.check) = (catalog, run, check)
    var noted = try catalog.sealedTileRows(of: run)
    let gone = noted.keys.filter { [files] index in !files.has(index) }
    if !gone.isEmpty { try catalog.unsealTileRows(gone, of: run) }
    for index in gone { noted[index] = nil }
    ledger = Mutex(Ledger(noted: noted))
  }

  /// Reads a strip; one that is damaged, or not the noted one, counts as not sealed.
  ///
  /// - Throws: `CatalogError`.
  func load(_ index: Int) throws -> SealedStrip? {
    guard let (strip, seal) = files.loadSealed(index) else { return nil }
    if let noted = ledger.withLock({ $0.noted[index] }) { return noted == seal ? strip : nil }
    try note(index, seal)
    return strip
  }

  /// Writes a strip and notes it.
  ///
  /// - Throws: `FileAccessError`, `CatalogError`, and what `check` throws.
  func seal(_ strip: SealedStrip) throws {
    try check()
    try note(strip.index, try files.write(strip))
  }

  /// Notes what the catalog was too busy to take.
  ///
  /// - Throws: `CatalogError`.
  func finish() throws { try ledger.withLock { try flush(&$0, isLast: true) } }

  private func note(_ index: Int, _ seal: String) throws {
    try ledger.withLock { ledger in
      if let noted = ledger.noted[index], noted != seal {
        try catalog.unsealTileRows([index], of: run)
      }
      ledger.pending[index] = seal
      try flush(&ledger, isLast: false)
    }
  }

  private func flush(_ ledger: inout Ledger, isLast: Bool) throws {
    guard !ledger.pending.isEmpty else { return }
    do throws(CatalogError) {
      try catalog.sealTileRows(ledger.pending, of: run, at: Date())
    } catch {
      if error.isTemporary, !isLast { return }
      throw error
    }
    ledger.noted.merge(ledger.pending) { $1 }
    ledger.pending = [:]
  }
}
