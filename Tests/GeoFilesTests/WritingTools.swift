import Foundation
import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

/// A folder that goes away with its owner.
final class ScratchFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "/furrow-writing-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  subscript(name: String) -> String { path + "/" + name }

  /// Every name in the folder, hidden ones too.
  var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? [] }
}

/// Programs that others wrote, run on what was written.
enum Tool {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  static let samples = "/usr/lib/python3/dist-packages/osgeo_utils/samples"

  static let hasValidators = FileManager.default.fileExists(
    atPath: samples + "/validate_cloud_optimized_geotiff.py")

  static func path(_ name: String) -> String? {
    ["/usr/bin", "/usr/local/bin"].map { "\($0)/\(name)" }
      .first(where: FileManager.default.isExecutableFile(atPath:))
  }

  /// Runs a program and gives back what it printed to standard output.
  static func run(_ name: String, _ arguments: [String]) throws -> Data {
    guard let path = path(name) else { throw Failure(description: "\(name) is not installed") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let output = Pipe()
    let errors = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: errors) }
    process.standardOutput = output
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let said =
        String(decoding: data, as: UTF8.self) + ((try? String(contentsOf: errors, encoding: .utf8)) ?? "")
      throw Failure(description: "\(name) \(arguments): \(said)")
    }
    return data
  }

  /// What `gdalinfo -json` says.
  static func info(_ path: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: run("gdalinfo", ["-json", path]))
    return try #require(object as? [String: Any])
  }

  /// The `count` samples of one band, or of all bands after one another, or
  /// of one of their overviews, in raster order.
  static func samples<Sample>(
    _ path: String, as type: Sample.Type, count: Int, band: String? = nil, overview: Int? = nil
  ) throws -> [Sample] {
    let folder = try ScratchFolder()
    let options =
      (overview.map { ["-oo", "OVERVIEW_LEVEL=\($0)"] } ?? []) + (band.map { ["-b", $0] } ?? [])
    _ = try run(
      "gdal_translate", ["-q", "-of", "ENVI", "-co", "INTERLEAVE=BSQ"] + options + [path, folder["raw"]])
    let data = try Data(contentsOf: URL(fileURLWithPath: folder["raw"]))
    // GDAL's ENVI driver makes no file of less than two bytes.
    try #require(data.count == max(2, count * MemoryLayout<Sample>.stride))
    return data.withUnsafeBytes { Array($0.bindMemory(to: Sample.self).prefix(count)) }
  }
}
