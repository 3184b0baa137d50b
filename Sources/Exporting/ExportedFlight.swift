public import Catalog
import Digest
import Foundation
public import Pixels

/// A run whose results count, with the files that it published.
public struct ExportedFlight: Sendable {
  /// The run.
  public let run: CurrentRun
  /// What it left in the catalog.
  public let results: RunResults
  /// The classes of its mask.
  public let legend: Legend

  private let catalogFolder: String

  /// Reads a run from the catalog.
  ///
  /// - Throws: `CatalogError`, or `LegendError` where the run has no classes.
  public init(_ run: CurrentRun, in catalog: CatalogDatabase) throws {
    self.run = run
    results = try catalog.results(of: run.id)
    legend = try Legend(results.classes)
    catalogFolder = (catalog.path as NSString).deletingLastPathComponent
  }

  /// The ids of the run's fields.
  public var fieldIDs: [String] { results.fields.map(\.field.fieldID) }

  /// The names of the indices that lie there as rasters.
  public var rasterIndices: [String] {
    let others = ["mask", "confidence"]
    return results.outputs.filter { $0.path.hasSuffix(".tif") && !others.contains($0.kind) }.map(\.kind)
  }

  /// The path of a file that the run made, where it lies now: where the catalog
  /// says, or beside the catalog where the whole folder was moved.
  ///
  /// - Throws: `ExportError` where the run made none or it is gone.
  public func path(ofFile name: String, what: String) throws(ExportError) -> String {
    try place(of: output(name, what: what))
  }

  /// The same, of a file that must be what the run made, byte for byte.
  ///
  /// - Throws: `ExportError` where the run made none, it is gone, or changed.
  public func path(ofUnchangedFile name: String, what: String) throws(ExportError) -> String {
    let output = try output(name, what: what)
    let path = try place(of: output)
    guard Self.hash(of: path) == output.sha256 else { throw .changedFile(path) }
    return path
  }

  private func output(_ name: String, what: String) throws(ExportError) -> RunResults.Output {
    guard let output = results.outputs.first(where: { ($0.path as NSString).lastPathComponent == name })
    else {
      throw .notWritten(what: what, flight: run.flightName)
    }
    return output
  }

  private func place(of output: RunResults.Output) throws(ExportError) -> String {
    let tail = output.path.split(separator: "/").suffix(2).joined(separator: "/")
    let moved = catalogFolder.isEmpty ? tail : catalogFolder + "/" + tail
    let found = [output.path, moved].first { FileManager.default.fileExists(atPath: $0) }
    guard let found else { throw .missingFile(output.path, flight: run.flightName) }
    return found
  }

  private static func hash(of path: String) -> String? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    var hash = SHA256()
    while let piece = try? file.read(upToCount: 1 << 20), !piece.isEmpty {
      piece.withUnsafeBytes { hash.update($0) }
    }
    return hash.hexDigest()
  }
}
