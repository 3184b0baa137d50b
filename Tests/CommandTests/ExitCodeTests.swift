import ArgumentParser
import Batch
import Catalog
import Foundation
import GeoFiles
import TestSupport
import Testing

@testable import furrow

@Suite struct ExitCodeTests {
  private static let empty = Result { try TemporaryFolder() }

  @Test(arguments: [
    ["no-such-command"], ["inspect"], ["inspect", "x.tif", "--bands", "XYZ"],
    ["inspect", "x.tif", "--profile", "rededgem"], ["inspect", "x.tif", "--scale", "-3"],
    ["inspect", "x.tif", "--bands", "RGB", "--profile", "rgb"], ["inspect", "x.tif", "--bands", "nir=0"],
    ["flights", "--json", "--csv"], ["flights", "--catalog", "a", "--job", "b"],
    ["query", "select 1", "--limit", "0"],
    ["report"],
  ]) func `a wrong command line ends with 64`(arguments: [String]) throws {
    let ending = try BuiltFurrow.run(arguments, in: Self.empty.get().url)
    #expect(ending.code == 64, "\(ending.errors)")
    #expect(ending.output.isEmpty && !ending.errors.isEmpty)
  }

  @Test(arguments: [
    ["inspect", "missing.tif"], ["indices", "missing.tif"], ["init", "missing.tif"],
    ["validate", "missing.yaml"],
    ["run", "missing.yaml"], ["verify-seams", "missing.yaml"], ["flights", "--catalog", "missing.sqlite"],
    ["report", "--job", "missing.yaml"], ["inspect", "/vsicurl/http://example.org/x.tif"],
  ]) func `data that is not there ends with 65 and one sentence`(arguments: [String]) throws {
    let ending = try BuiltFurrow.run(arguments, in: Self.empty.get().url)
    #expect(ending.code == 65, "\(ending.errors)")
    #expect(ending.output.isEmpty)
    #expect(ending.errors.hasPrefix("furrow: cannot open") || ending.errors.hasPrefix("furrow: cannot read"))
    #expect(ending.errors.split(separator: "\n").count == 1)
  }

  @Test func `the code is that of the error's own statement`() {
    #expect(ExitStatus(CatalogError.busy(path: "c", waitedSeconds: 5)) == .tryAgain)
    #expect(ExitStatus(CatalogError.notAQuery(reason: "")) == .usage)
    #expect(ExitStatus(CatalogError.corrupt(path: "c", reason: "")) == .badData)
    #expect(ExitStatus(CatalogError.noSuchRun(1)) == .fault)
    #expect(ExitStatus(OutputError(path: "o", reason: .diskFull)) == .tryAgain)
    #expect(ExitStatus(OutputError(path: "o", reason: .symbolicLink)) == .badData)
    #expect(ExitStatus(OutputError(path: "o", reason: .closed)) == .fault)
    #expect(ExitStatus(FlightError.noValidPixels(file: "m")) == .badData)
    #expect(ExitStatus(RunError.noSuchFlight("a", known: [])) == .usage)
    let missing = GDALError(operation: "understand", subject: "EPSG:1", reason: "Cannot find proj.db")
    #expect(ExitStatus(missing) == .configuration)
    #expect(ExitStatus(CancellationError()) == .fault)
  }

  @Test func `the gravest of several codes counts`() {
    #expect(ExitStatus.tryAgain.graver(.badData) == .badData)
    #expect(ExitStatus.badData.graver(.fault) == .fault)
    #expect(ExitStatus.done.graver(.tryAgain) == .tryAgain)
  }

  @Test func `doctor finds this machine fit`() throws {
    let ending = try BuiltFurrow.run(["doctor", "--json"], in: Self.empty.get().url)
    #expect(ending.code == 0, "\(ending.output)")
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [[String: Any]])
    #expect(rows.count == 11)
    #expect(rows.allSatisfy { $0["ok"] as? Bool == true && $0["remedy"] is NSNull })
  }

  @Test func `doctor ends with 78 where PROJ has no database`() throws {
    let folder = try Self.empty.get()
    let ending = try BuiltFurrow.run(
      ["doctor"], in: folder.url,
      environment: ["PROJ_LIB": folder.url.path, "PROJ_DATA": folder.url.path])
    #expect(ending.code == 78)
    #expect(ending.output.contains("problem  PROJ database"))
    #expect(ending.output.contains("PROJ_DATA"))
  }
}
