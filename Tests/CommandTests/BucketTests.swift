import Foundation
import TestSupport
import Testing

/// Row 39 of docs/faults.md: mosaics in an object store, and stores that fail.
@Suite(.serialized) struct BucketTests {
  private static let mosaics = ["north_2026-05-04.tif", "deep/south_2026-05-05.tif", "deep/er/west.tif"]

  /// A bench whose folder 'flights' is a bucket with three mosaics.
  private func bench() throws -> FaultsBench {
    let bench = try FaultsBench()
    for name in Self.mosaics {
      try FileManager.default.createDirectory(
        atPath: (bench.path("flights/farm/\(name)") as NSString).deletingLastPathComponent,
        withIntermediateDirectories: true)
      try bench.addHealthy("farm/\(name)")
    }
    try bench.write("flights/farm/readme.txt", "x".utf8)
    return bench
  }

  private func run(
    _ bench: FaultsBench, watch: String, failing: [String] = [], more: String = "allow: {remote: true}",
    _ arguments: [String] = []
  ) throws -> (ending: BuiltFurrow.Ending, requests: [String]) {
    let server = try BucketServer(
      folder: bench.path("flights"), log: bench.path("\(UUID().uuidString).log"), failing: failing)
    var job = FaultsJob(flights: "{watch: [\(watch)], settle: 0s}")
    job.more = more
    try bench.write("job.yaml", job.text.utf8)
    let ending = try BuiltFurrow.run(
      ["run", bench.path("job.yaml")] + arguments, environment: server.environment)
    return (ending, server.requests)
  }

  @Test func `mosaics under a prefix are found page by page and worked through`() throws {
    let bench = try bench()
    let (dry, _) = try run(
      bench, watch: "{folder: /vsis3/bucket/farm/, recursive: true}", ["--dry-run"])
    #expect(dry.code == 0, "\(dry.errors)")
    let lines = dry.output.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
    #expect(
      lines == [
        ["north_2026-05-04", "2026-05-04", "would be run"],
        ["deep_south_2026-05-05", "2026-05-05", "would be run"], ["deep_er_west", "no date", "would be run"],
      ])
    let (ending, requests) = try run(bench, watch: "/vsis3/bucket/farm")
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(try bench.bytes("results/north_2026-05-04/mask.tif") == Healthy.shared.get().mask)
    #expect(requests.contains { $0.contains("marker=") || $0.contains("continuation-token=") })
    let (glob, _) = try run(bench, watch: "/vsis3/bucket/farm/**/s*.tif", ["--dry-run"])
    #expect(glob.output.hasPrefix("deep_south_2026-05-05\t"), "\(glob.output)\(glob.errors)")
  }

  @Test(arguments: ["list=404", "list=500", "list=hang", "page=500", "page=hang"])
  func `a store that cannot be listed is tried again later, and other places go on`(fault: String) throws {
    let bench = try bench()
    try bench.addHealthy("near.tif")
    let (ending, requests) = try run(
      bench, watch: "/vsis3/bucket/farm, flights", failing: [fault])
    #expect(ending.code == 75, "\(ending.errors)")
    #expect(ending.sentences.count == 1, "\(ending.errors)")
    #expect(ending.sentences.first?.hasPrefix("cannot look into '/vsis3/bucket/farm': ") == true)
    #expect(try bench.bytes("results/near/mask.tif") == Healthy.shared.get().mask)
    #expect(requests.count <= 4, "\(requests)")
  }

  @Test(arguments: ["object=404", "object=500", "object=hang"])
  func `a mosaic that cannot be fetched is tried again later`(fault: String) throws {
    let bench = try bench()
    let (ending, requests) = try run(bench, watch: "/vsis3/bucket/farm", failing: [fault])
    #expect(ending.code == 75, "\(ending.errors)")
    #expect(ending.errors.contains("'/vsis3/bucket/farm/north_2026-05-04.tif'"), "\(ending.errors)")
    #expect(!bench.exists("results/north_2026-05-04"))
    #expect(requests.count <= 8, "\(requests)")
  }

  @Test func `nothing is asked of a store that the job does not allow`() throws {
    let bench = try bench()
    let (ending, requests) = try run(bench, watch: "/vsis3/bucket/farm", more: "")
    #expect(ending.code == 65)
    #expect(ending.errors.contains("only 'allow: {remote: true}' permits"), "\(ending.errors)")
    #expect(requests.isEmpty)
  }
}
