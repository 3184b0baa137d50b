import Foundation
import TestSupport
import Testing

/// Rows 25, 26, 42 and 46 of docs/faults.md: names, and what already lies in the output folder.
@Suite struct FaultsNameTests {
  @Test func `one mosaic under two names gives one row`() throws {
    let bench = try FaultsBench()
    try bench.addHealthy("a.tif")
    try bench.addHealthy("b.tif")
    for round in 0..<2 {
      let ending = try bench.run()
      #expect(ending.code == 0, "\(ending.errors)")
      #expect(ending.output.contains("b: already done, "))
      #expect(ending.output.contains("a: already done, ") == (round == 1))
    }
    #expect(try bench.value("SELECT count(*) FROM flight") == "1")
    #expect(try bench.value("SELECT count(*), sum(attempts) FROM run") == "1|1")
    #expect(!bench.exists("results/b"))
  }

  @Test func `one name with new content becomes a new version beside the old one`() throws {
    let bench = try FaultsBench()
    try bench.addHealthy()
    #expect(try bench.run().code == 0)
    let first = try bench.listing("results/healthy").map { try bench.bytes("results/healthy/\($0)") }
    try MadeMosaic().write(to: bench.path("flights/healthy.tif"))
    let ending = try bench.run()
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(try bench.listing("results/healthy").map { try bench.bytes("results/healthy/\($0)") } == first)
    #expect(bench.listing("results/healthy@2").contains("mask.tif"))
    #expect(
      try bench.value("SELECT flight, version, runs_done FROM v_flights ORDER BY flight_id")
        == "healthy|1|1\nhealthy|2|1")
    try bench.addHealthy()
    #expect(try bench.run().output.hasSuffix("/results/healthy\n"), "the old content is still done")
  }

  @Test func `earlier results outlive new content that is bad`() throws {
    let bench = try FaultsBench()
    try bench.addHealthy()
    #expect(try bench.run().code == 0)
    let before = bench.listing("results").filter { !$0.hasSuffix(".lock") }
    let whole = try Healthy.shared.get().mosaic
    try bench.write("flights/healthy.tif", whole.prefix(whole.count * 2 / 3))
    let ending = try bench.run()
    #expect(ending.code == 65)
    #expect(
      bench.listing("results").filter { !$0.hasPrefix(".furrow/healthy-") && !$0.hasSuffix(".lock") }
        == before)
    #expect(try bench.bytes("results/healthy/mask.tif") == Healthy.shared.get().mask)
    #expect(try bench.value("SELECT group_concat(state) FROM v_runs WHERE flight = 'healthy'") == "done")
  }

  @Test(arguments: [
    "../../x", "..", ".hidden", "/absolute", "\"a\\0b\"", "\"a\\nb\"", String(repeating: "a", count: 300),
    "\"\"",
  ])
  func `a job's or flight's name that is no name is refused`(name: String) throws {
    let bench = try FaultsBench()
    try bench.addHealthy()
    for job in [
      FaultsJob(name: name), FaultsJob(flights: "{mosaics: [{file: flights/healthy.tif, name: \(name)}]}"),
    ] {
      let before = bench.listing(".")
      let ending = try bench.run(job)
      #expect(ending.code == 65)
      #expect(ending.errors.contains("job.yaml:"), "\(ending.errors)")
      #expect(ending.errors.contains("/name\n"), "the pointer to the name: \(ending.errors)")
      #expect(bench.listing(".").filter { $0 != "job.yaml" } == before.filter { $0 != "job.yaml" })
    }
  }

  @Test func `a file's name cannot leave the output folder`() throws {
    let bench = try FaultsBench()
    let names = [
      "...tif", "a\nb.tif", "-rf.tif", "x;y.tif", String(repeating: "n", count: 250) + ".tif",
    ]
    for name in names { try bench.addHealthy(name) }
    let ending = try bench.run()
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(bench.listing(".").filter { !$0.contains("/") }.sorted() == ["flights", "job.yaml", "results"])
    #expect(try bench.value("SELECT count(*) FROM flight") == "1")
  }

  @Test(arguments: ["catalog.sqlite", "photos"])
  func `what is not a flight's results is never replaced`(name: String) throws {
    let bench = try FaultsBench()
    try FileManager.default.createDirectory(
      atPath: bench.path("results/photos"), withIntermediateDirectories: true)
    try bench.write("results/photos/own.jpg", [1, 2, 3])
    try bench.addHealthy("\(name).tif")
    let ending = try bench.run()
    #expect(ending.code == 65)
    #expect(ending.sentences.count == 1)
    #expect(ending.sentences.first?.contains("/results/\(name)': ") == true, "\(ending.errors)")
    #expect(try bench.bytes("results/photos/own.jpg") == [1, 2, 3])
    #expect(try bench.value("SELECT state FROM v_runs") == "failed")
  }

  /// A folder and a file elsewhere, to be linked to from the output folder.
  private func elsewhere(_ bench: FaultsBench) throws {
    try FileManager.default.createDirectory(
      atPath: bench.path("elsewhere"), withIntermediateDirectories: true)
    try bench.write("elsewhere/mask.tif", [1, 2, 3])
    try bench.write("elsewhere/own.txt", [4, 5, 6])
  }

  private func link(_ name: String, to target: String, in bench: FaultsBench) throws {
    try FileManager.default.createSymbolicLink(
      atPath: bench.path(name), withDestinationPath: bench.path(target))
  }

  private func expectElsewhereUntouched(_ bench: FaultsBench) throws {
    #expect(bench.listing("elsewhere") == ["mask.tif", "own.txt"])
    #expect(try bench.bytes("elsewhere/mask.tif") == [1, 2, 3])
    #expect(try bench.bytes("elsewhere/own.txt") == [4, 5, 6])
  }

  @Test(arguments: ["elsewhere", "elsewhere/own.txt", "nowhere"])
  func `a link in the place of a flight's results is replaced and not followed`(target: String) throws {
    let bench = try FaultsBench()
    try elsewhere(bench)
    try bench.addHealthy()
    try FileManager.default.createDirectory(atPath: bench.path("results"), withIntermediateDirectories: true)
    try link("results/healthy", to: target, in: bench)
    let ending = try bench.run()
    #expect(ending.code == 0, "\(ending.errors)")
    try bench.expectHealthy()
    try expectElsewhereUntouched(bench)
    #expect(throws: (any Error).self) {
      try FileManager.default.destinationOfSymbolicLink(atPath: bench.path("results/healthy"))
    }
  }

  @Test func `links in the place of result files are replaced and not followed`() throws {
    let bench = try FaultsBench()
    try elsewhere(bench)
    try bench.addHealthy()
    #expect(try bench.run().code == 0)
    for name in ["mask.tif", "results.gpkg", "report.html"] {
      try FileManager.default.removeItem(atPath: bench.path("results/healthy/\(name)"))
      try link("results/healthy/\(name)", to: "elsewhere/own.txt", in: bench)
    }
    var job = FaultsJob()
    job.rule = "ndvi > 0.3"
    let ending = try bench.run(job)
    #expect(ending.code == 0, "\(ending.errors)")
    try expectElsewhereUntouched(bench)
    #expect(try bench.bytes("results/healthy/mask.tif").count > 100)
  }

  @Test(arguments: ["catalog.sqlite", ".furrow"])
  func `a link in the place of the catalog or of the working folder is refused`(name: String) throws {
    let bench = try FaultsBench()
    try elsewhere(bench)
    try bench.addHealthy()
    try FileManager.default.createDirectory(atPath: bench.path("results"), withIntermediateDirectories: true)
    try link("results/\(name)", to: name == ".furrow" ? "elsewhere" : "elsewhere/new.sqlite", in: bench)
    let ending = try bench.run()
    #expect(ending.code == 65)
    #expect(ending.sentences.count == 1)
    #expect(
      ending.sentences.first?.contains("/results/\(name)': it is a symbolic link") == true, "\(ending.errors)"
    )
    try expectElsewhereUntouched(bench)
    #expect(!bench.exists("results/healthy"))
  }
}
