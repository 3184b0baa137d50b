import Foundation
import TestSupport

/// A job of `jobs/real`, run once into a folder of its own.
struct RealJob {
  let folder: TemporaryFolder
  let ending: BuiltFurrow.Ending

  /// Runs the job; `nil` where the real data is not there.
  static func run(_ name: String, more: String = "", _ arguments: [String] = []) throws -> RealJob? {
    guard let data = Oracle.realData else { return nil }
    let folder = try TemporaryFolder()
    let written = try String(
      contentsOf: Oracle.project.appendingPathComponent("jobs/real/\(name).yaml"), encoding: .utf8)
    let job = written.replacing("../../../shared/data", with: data.path)
      .replacing(/folder: \.\.\/\.\.\/out\/real\/[a-z-]+/, with: "folder: results")
    let path = folder.url.appendingPathComponent("\(name).yaml")
    try Data("\(job)\n\(more)\n".utf8).write(to: path)
    return RealJob(folder: folder, ending: try BuiltFurrow.run(["run", path.path] + arguments))
  }

  /// The folder with a flight's results.
  func results(_ flight: String) -> URL { folder.url.appendingPathComponent("results/\(flight)") }

  /// Boundaries carried to the mask's reference system by GDAL's ogr2ogr.
  func boundaries(_ file: String, like mask: URL) throws -> String {
    let wkt = try Oracle.tool("gdalsrsinfo", ["-o", "wkt2_2018", mask.path])
    let path = folder.url.appendingPathComponent("boundaries.geojson").path
    let source = (Oracle.realData?.appendingPathComponent(file).path) ?? file
    try Oracle.tool(
      "ogr2ogr",
      ["-f", "GeoJSON", "-lco", "RFC7946=NO", "-t_srs", wkt.split(separator: "\n").joined(), path, source])
    return path
  }
}
