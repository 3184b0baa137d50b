import Foundation
import TestSupport
import Testing

/// Row 42 and what is like it: names and paths from lists, sidecars and file
/// names that would lead elsewhere.
@Suite struct FaultsOutsideTests {
  private func expectInside(_ bench: FaultsBench, before: [String]) {
    let made = bench.listing(".").filter { !$0.contains("/") && !before.contains($0) }
    #expect(Set(made).isSubset(of: ["results", "job.yaml"]), "\(made)")
    #expect(!bench.exists("../x") && !bench.exists("results/../x"))
  }

  @Test func `names from a pattern's groups cannot leave the output folder`() throws {
    let bench = try FaultsBench()
    try FileManager.default.createDirectory(
      atPath: bench.path("flights/a/b.."), withIntermediateDirectories: true)
    try bench.addHealthy("a/b../c...tif")
    let before = bench.listing(".").filter { !$0.contains("/") }
    let job = FaultsJob(
      flights: "{watch: [{folder: flights, recursive: true}], settle: 0 s, name: \"a/(?<name>.*)[.]tif\"}")
    let ending = try bench.run(job)
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(try bench.value("SELECT name FROM flight") == "b.._c..")
    #expect(bench.exists("results/b.._c../mask.tif"))
    expectInside(bench, before: before)
  }

  @Test(arguments: ["../../x", "/tmp/x", "\"a\\0b\"", "\"a\\nb\""])
  func `a sidecar's name that is no name is refused`(name: String) throws {
    let bench = try FaultsBench()
    try bench.addHealthy()
    try bench.write("flights/healthy.yaml", "name: \(name)\n".utf8)
    let before = bench.listing(".").filter { !$0.contains("/") }
    let ending = try bench.run(FaultsJob(flights: "{watch: [flights], settle: 0 s}"))
    #expect(ending.code == 65)
    #expect(ending.errors.contains("healthy.yaml"), "\(ending.errors)")
    expectInside(bench, before: before)
  }

  @Test(arguments: ["healthy.tif\t../../x", "healthy.tif\t/tmp/x", "/vsicurl/http://127.0.0.1:9/a.tif"])
  func `a list that names what is no name or no file is refused by its line`(line: String) throws {
    let bench = try FaultsBench()
    try bench.addHealthy()
    try bench.write("flights/tonight.txt", "# tonight\n\(line)\n".utf8)
    let before = bench.listing(".").filter { !$0.contains("/") }
    let ending = try bench.run(FaultsJob(flights: "{watch: [{list: flights/tonight.txt}], settle: 0 s}"))
    #expect(ending.code == 65)
    #expect(ending.errors.contains("tonight.txt"), "\(ending.errors)")
    expectInside(bench, before: before)
  }

  @Test func `an untrusted job follows no link to a mosaic or beside one`() throws {
    let bench = try FaultsBench()
    try FileManager.default.createDirectory(
      atPath: bench.path("private"), withIntermediateDirectories: true)
    try bench.write("private/own.tif", try Healthy.shared.get().mosaic)
    try FileManager.default.createSymbolicLink(
      atPath: bench.path("flights/bad.tif"), withDestinationPath: bench.path("private/own.tif"))
    try bench.expectRefused(["it is a symbolic link"], job: FaultsJob(more: "untrusted: true"))
    let trusted = try bench.run()
    #expect(trusted.code == 0, "an operator links inputs: \(trusted.errors)")
  }

  @Test func `an untrusted job does not look into mosaics for dates`() throws {
    let bench = try FaultsBench()
    try bench.addHealthy()
    let ending = try bench.run(
      FaultsJob(flights: "{folder: flights, date_tag: true}", more: "untrusted: true"))
    #expect(ending.code == 65)
    #expect(ending.errors.contains("'date_tag' opens mosaics while"), "\(ending.errors)")
  }
}
