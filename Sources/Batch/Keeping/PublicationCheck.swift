public import Catalog
import Foundation

/// Compares what is published with what the catalog says of it.
public struct PublicationCheck: Sendable {
  /// One thing that is wrong.
  public struct Finding: Hashable, Sendable {
    /// What is wrong.
    public enum Kind: String, Hashable, Sendable {
      /// The catalog contradicts itself.
      case catalog
      /// A published file is not there.
      case missing
      /// A published file does not have the size or hash of the catalog.
      case changed
      /// A folder of results of which the catalog knows nothing.
      case orphan
      /// What an interrupted program left.
      case leftover
    }

    /// What is wrong.
    public var kind: Kind
    /// The file or folder.
    public var path: String
    /// More of it, a phrase.
    public var detail: String
  }

  /// What was looked at and what was found.
  public struct Outcome: Hashable, Sendable {
    /// The files whose hash was taken.
    public var fileCount: Int
    /// Their bytes.
    public var byteCount: Int
    /// The flights that were left out, because they are being worked on.
    public var busy: [String]
    /// What is wrong.
    public var findings: [Finding]
  }

  private let catalog: CatalogDatabase
  private let folders: RunFolders

  /// Prepares the check of a catalog and the folder that it lies in.
  public init(_ catalog: CatalogDatabase) {
    self.catalog = catalog
    folders = RunFolders(besideCatalog: catalog)
  }

  /// Takes the hash of every published file and looks for what does not belong there.
  ///
  /// - Throws: `CatalogError` where the catalog cannot be read.
  public func run() throws -> Outcome {
    var findings = try catalog.contradictions().map {
      Finding(kind: .catalog, path: catalog.path, detail: $0)
    }
    let shelves = try PublishedStock(catalog, folders: folders).shelves
    let busy = Set(shelves.map(\.holder.flightName).filter { isBusy($0) })
    let files = shelves.filter { !busy.contains($0.holder.flightName) }.flatMap { shelf in
      shelf.holder.outputs.map { output in
        var here = output
        here.path = shelf.folder + "/" + URL(fileURLWithPath: output.path).lastPathComponent
        return here
      }
    }
    let wrong = try WorkerPool(workerCount: WorkerPool.processorCount).map(files.count) { task, _ in
      Self.finding(files[task])
    }
    findings += wrong.compactMap(\.self)
    findings += strangers(known: Set(shelves.map(\.folder)))
    return Outcome(
      fileCount: files.count, byteCount: files.reduce(0) { $0 + $1.byteCount }, busy: busy.sorted(),
      findings: findings)
  }

  private func isBusy(_ flight: String) -> Bool { RunLock.owner(ofLockAt: folders.lock(flight)) != nil }

  private static func finding(_ output: RunResults.Output) -> Finding? {
    guard FileManager.default.fileExists(atPath: output.path) else {
      return Finding(kind: .missing, path: output.path, detail: "it is not there")
    }
    do {
      let found = try OutputListing.hash(of: output.path)
      guard found.byteCount == output.byteCount else {
        return Finding(
          kind: .changed, path: output.path,
          detail: "it has \(found.byteCount) bytes, the catalog says \(output.byteCount)")
      }
      guard found.text == output.sha256 else {
        return Finding(
          kind: .changed, path: output.path,
          detail: "its SHA-256 is \(found.text), the catalog says \(output.sha256)")
      }
      return nil
    } catch {
      return Finding(kind: .changed, path: output.path, detail: "\(error)")
    }
  }

  /// Folders of results that the catalog does not know, and half written files.
  private func strangers(known: Set<String>) -> [Finding] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folders.output)) ?? []).sorted()
    let found = names.flatMap { name -> [Finding] in
      let path = folders.results(name)
      if Self.isTemporary(name) { return [Finding(kind: .leftover, path: path, detail: "half written")] }
      if known.contains(path) { return temporaries(in: path) }
      guard RunFolders.isResults(path), !isBusy(name) else { return [] }
      return [Finding(kind: .orphan, path: path, detail: "the catalog knows nothing of these results")]
    }
    let discarded = ((try? FileManager.default.contentsOfDirectory(atPath: folders.working)) ?? [])
      .filter { $0.hasPrefix("discarded@") }.sorted()
    return found
      + discarded.map {
        Finding(
          kind: .leftover, path: "\(folders.working)/\($0)",
          detail: "an interrupted removal left it; `furrow gc` takes it away")
      }
  }

  private func temporaries(in folder: String) -> [Finding] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().filter(Self.isTemporary)
      .map { Finding(kind: .leftover, path: "\(folder)/\($0)", detail: "half written") }
  }

  private static func isTemporary(_ name: String) -> Bool {
    name.hasSuffix(".partial") || name.hasSuffix(".spool")
      || name.hasSuffix("-journal") && !name.hasPrefix("catalog.")
  }
}
