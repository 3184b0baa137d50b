import Foundation
import TestSupport
import Testing

/// What QGIS makes of exported files beside what it makes of the flight's own.
@Suite(.enabled(if: Oracle.runsAll, "FURROW_TEST_ALL is not set")) struct ExportDesktopTests {
  /// Opens a folder with mask.tif and results.gpkg as a user would.
  private func view(_ folder: String) throws -> DesktopView {
    let scratch = try TemporaryFolder()
    let copy = scratch.url.appendingPathComponent("results")
    let own = scratch.url.appendingPathComponent("own")
    try FileManager.default.copyItem(atPath: folder, toPath: copy.path)
    try FileManager.default.createDirectory(
      at: own, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    return try Oracle.run(
      "qgis_view.py", [copy.path, own.path], interpreter: Oracle.systemPython, as: DesktopView.self)
  }

  @Test(arguments: ["cog", "geotiff"])
  func `QGIS sees the same classes, colours, counts and pictures`(format: String) throws {
    let bench = try ExportBench.shared.get()
    let scratch = try TemporaryFolder()
    func path(_ name: String) -> String { scratch.url.appendingPathComponent(name).path }
    _ = try bench.exported("masks", "--format", format, "--to", path("mask.tif"))
    _ = try bench.exported("season", "--crs", "EPSG:32632", "--to", path("results.gpkg"))
    let (own, exported) = try (view(bench.path("results/a_2026-05-04")), view(scratch.url.path))
    #expect(exported.mask.classes == own.mask.classes)
    #expect(exported.mask.classes.map(\.name) == ExportBench.classes)
    #expect(exported.mask.classes.map(\.color) == ExportBench.colors)
    #expect(exported.mask.crs == "EPSG:32632" && exported.mask.nodata == 255)
    #expect(exported.drawnMask == own.drawnMask)
    let counts = { (view: DesktopView) in
      Dictionary(view.histogram.map { ($0.field, $0.counts) }, uniquingKeysWith: { first, _ in first })
    }
    #expect(counts(exported) == counts(own) && counts(own).count == 2)
    #expect(exported.patches.categories.map(\.color) == own.patches.categories.map(\.color))
    #expect(exported.patches.count == own.patches.count && exported.fields.broken == 0)
    #expect(exported.drawnPatches == own.drawnPatches)
  }
}
