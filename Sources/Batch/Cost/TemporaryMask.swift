import Foundation
import GeoFiles
import Grid
import Pixels

/// A mask of two classes in a folder that is removed again.
///
/// Rows come from one worker at a time; that is why it may cross threads.
final class TemporaryMask: @unchecked Sendable {
  private let writer: CloudOptimizedWriter

  private init(_ file: MosaicFile, folder: String) throws {
    let color = Legend.Color(red: 0, green: 0, blue: 0)
    let legend = try Legend(
      ["below", "above"].enumerated().map {
        Legend.Entry(code: ClassCode($0), name: $1, color: color, kind: .stuff, group: .other)
      })
    writer = try CloudOptimizedWriter(
      path: "\(folder)/mask.tif", size: file.mosaic.size, transform: file.transform,
      crsWKT: file.crs?.wkt ?? "", kind: .mask(legend))
  }

  /// Makes a mask of a mosaic's size for `body`, then removes it.
  static func with<Result>(_ file: MosaicFile, _ body: (TemporaryMask) throws -> Result) throws -> Result {
    let name = "furrow-bench-\(UUID().uuidString)"
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
    try RunFolders.makeEmpty(folder)
    defer { RunFolders.remove(folder) }
    return try body(TemporaryMask(file, folder: folder))
  }

  /// Takes the next row.
  func append(_ row: UnsafeRawBufferPointer) throws { try writer.append(row: row) }

  /// Puts the file in place.
  func finish() throws { try writer.finish() }
}
