import Foundation
import GeoFiles
import TestSupport
import Testing

/// `furrow prescribe` as people call it, on a small simulated farm.
@Suite struct PrescribeTests {
  /// A farm that was worked through, with its first field.
  private struct Farm {
    let bench: FaultsBench
    let field: String

    init(indices: String = "[ndvi]") throws {
      bench = try FaultsBench()
      let farm = try TinyFarm.shared.get()
      try FileManager.default.copyItem(atPath: farm.mosaic, toPath: bench.path("flights/farm.tif"))
      let job = FaultsJob(
        fields: "{file: \(farm.fields), id: field_id, crop: crop}", rule: "ndvi > otsu",
        outputs: "{folder: results, indices: \(indices)}")
      let ending = try bench.run(job)
      try #require(ending.code == 0, "\(ending.errors)")
      field = try bench.value(
        "SELECT field_id FROM field JOIN field_result ON field_key = field.id WHERE status = 'covered' ORDER BY area_m2 DESC LIMIT 1"
      )
    }

    /// Everything but what SQLite keeps beside an open catalog.
    var listing: [String] { bench.listing("").filter { !$0.contains("catalog.sqlite-") } }

    func prescribe(
      _ arguments: [String], field: String? = nil, as command: [String] = ["prescribe"]
    ) throws -> BuiltFurrow.Ending {
      try BuiltFurrow.run(
        command + [field ?? self.field, "--catalog", bench.path("results/catalog.sqlite")] + arguments)
    }

    /// Weeds for a sprayer of 1 m with sections of 0.25 m.
    func weeds(
      _ more: [String], format: String = "taskdata-1", to target: String = "stick",
      as command: [String] = ["prescribe"]
    ) throws -> BuiltFurrow.Ending {
      try prescribe(
        ["--from", "weed", "--rates", "200", "--boom", "1", "--section", "0.25", "--cell-length", "0.25"]
          + ["--format", format, "--to", bench.path(target)] + more, as: command)
    }
  }

  private struct Answer: Decodable {
    var product: Double
    var productInFile: Double
    var saving: Double
    var swaths: Int
    var treatedShare: Double
    var zones: [Zone]
    var notes: [String]

    struct Zone: Decodable { var rate: Double }
  }

  private func answer(_ text: String) throws -> Answer {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Answer.self, from: Data(text.utf8))
  }

  @Test func `weeds become task data, vigour becomes a map`() throws {
    let farm = try Farm()
    let spots = try farm.weeds(["--json"])
    #expect(spots.code == 0, "\(spots.errors)")
    let figures = try answer(spots.output)
    #expect(figures.product > 0 && abs(figures.productInFile / figures.product - 1) < 1e-3)
    #expect(figures.treatedShare > 0 && figures.treatedShare <= 1)
    #expect(farm.bench.listing("stick").contains("TASKDATA/GRD00000.BIN"))
    let told = try farm.weeds([])
    #expect(told.code == 0 && told.output.contains("read back") && told.output.contains("saving"))
    let zones = try farm.prescribe([
      "--from", "vigour", "--rates", "120,90,60", "--unit", "kg/ha", "--boom", "1", "--format", "geojson",
      "--to", farm.bench.path("map.geojson"), "--json",
    ])
    #expect(zones.code == 0, "\(zones.errors)")
    #expect(try answer(zones.output).zones.map(\.rate) == [120, 90, 60, 120])
  }

  @Test func `the same call gives the same bytes`() throws {
    let farm = try Farm()
    for target in ["a.zip", "b.zip"] { #expect(try farm.weeds([], to: target).code == 0) }
    #expect(try farm.bench.bytes("a.zip") == farm.bench.bytes("b.zip"))
  }

  @Test(arguments: [("taskdata-1", ".zip"), ("trimble", ".zip"), ("geojson", ".geojson")])
  func `export prescription is prescribe, byte for byte`(format: String, ending: String) throws {
    let farm = try Farm()
    let own = try farm.weeds(["--json"], format: format, to: "x\(ending)")
    let bytes = try farm.bench.bytes("x\(ending)")
    try FileManager.default.removeItem(atPath: farm.bench.path("x\(ending)"))
    let other = try farm.weeds(
      ["--json"], format: format, to: "x\(ending)", as: ["export", "prescription"])
    #expect(own.code == 0 && other.code == 0, "\(own.errors)\(other.errors)")
    #expect(own.output == other.output)
    #expect(try farm.bench.bytes("x\(ending)") == bytes)
  }

  @Test func `export prescription has the help and the errors of prescribe`() throws {
    let help = try BuiltFurrow.run(["export", "prescription", "--help"])
    let own = try BuiltFurrow.run(["prescribe", "--help"])
    #expect(help.code == 0 && help.output == own.output)
    let late = try BuiltFurrow.run(["export", "--to", "x.zip", "prescription", "F1"])
    #expect(late.code == 64 && late.errors.contains("directly after 'export'"), "\(late.errors)")
    let bare = try BuiltFurrow.run(["export", "prescription", "F1"])
    #expect(bare.code == 64 && bare.errors.contains("--from"), "\(bare.errors)")
  }

  @Test func `what cannot be done is said and leaves nothing`() throws {
    let farm = try Farm(indices: "[]")
    let before = farm.listing
    let cases: [(BuiltFurrow.Ending, Int32, String)] = [
      (
        try farm.prescribe(
          ["--from", "weed", "--rates", "1", "--boom", "1", "--format", "dji", "--to", "x"], field: "nowhere"),
        64, "no field 'nowhere'"
      ),
      (try farm.weeds(["--flight", "yesterday"]), 64, "no flight 'yesterday'"),
      (try farm.weeds([], format: "taskdata-3"), 64, "did you mean 'taskdata-"),
      (try farm.weeds([], format: farm.bench.path("none.yaml")), 65, "no such file"),
      (try farm.weeds([], format: "john-deere", to: "rx.tar"), 64, "'.zip'"),
      (try farm.weeds(["--margin", "50"]), 65, "nothing is left of field"),
      (try farm.weeds(["--rates", "0"]), 64, "spots must get more"),
      (try farm.weeds(["--boom", "1.1"]), 64, "whole number of sections"),
      (try farm.weeds(["--unseen", "maybe"]), 64, "maybe"),
      (
        try farm.prescribe([
          "--from", "vigour", "--rates", "1,2", "--boom", "1", "--format", "dji", "--to", "x",
        ]), 65, "outputs: {indices"
      ),
      (
        try farm.prescribe([
          "--from", "disease", "--rates", "1", "--boom", "1", "--format", "dji", "--to", "x",
        ]), 65, "none of the group 'disease'"
      ),
      (try farm.weeds(["--rates", "50,200", "--cap", "0.000001"]), 65, "cap of"),
    ]
    for (ending, code, words) in cases {
      #expect(ending.code == code && ending.errors.contains(words), "\(ending.code) \(ending.errors)")
    }
    #expect(farm.listing == before)
  }

  @Test func `a link, a foreign folder and an old file stay as they are`() throws {
    let farm = try Farm()
    try farm.bench.write("precious", [1, 2, 3])
    try FileManager.default.createSymbolicLink(
      atPath: farm.bench.path("link.zip"), withDestinationPath: farm.bench.path("precious"))
    let link = try farm.weeds([], to: "link.zip")
    #expect(link.code == 65 && link.errors.contains("symbolic link"), "\(link.errors)")
    #expect(try farm.bench.bytes("precious") == [1, 2, 3])
    try FileManager.default.createDirectory(
      atPath: farm.bench.path("stick"), withIntermediateDirectories: true)
    try farm.bench.write("stick/photo.jpg", [9])
    let foreign = try farm.weeds([])
    #expect(foreign.code == 65 && foreign.errors.contains("photo.jpg"), "\(foreign.errors)")
    #expect(farm.bench.listing("stick") == ["photo.jpg"])
    try farm.bench.write("old.zip", [4])
    let bad = try farm.weeds(["--margin", "50"], to: "old.zip")
    #expect(bad.code == 65)
    #expect(try farm.bench.bytes("old.zip") == [4])
  }

  @Test func `a mask that is gone or was changed is named`() throws {
    let farm = try Farm()
    try farm.bench.write("results/farm/mask.tif", try farm.bench.bytes("results/farm/mask.tif").dropLast())
    let changed = try farm.weeds([])
    #expect(changed.code == 65 && changed.errors.contains("changed since"), "\(changed.errors)")
    try FileManager.default.removeItem(atPath: farm.bench.path("results/farm/mask.tif"))
    let gone = try farm.weeds([])
    #expect(gone.code == 65 && gone.errors.contains("is gone"), "\(gone.errors)")
  }

  @Test(arguments: ["F01", "F02", "F03", "F04", "F06", "P5-01", "P5-02"])
  func `cells that the boundary cuts leave polygons that cross neither themselves nor each other`(
    field: String
  ) throws {
    let demo = try DemoRun.shared.get()
    let folder = try TemporaryFolder()
    let map = folder.url.appendingPathComponent("map.geojson").path
    let ending = try BuiltFurrow.run([
      "prescribe", field, "--job", demo.job.path, "--from", "weed", "--rates", "200", "--boom", "3",
      "--section", "0.5", "--buffer", "0.1", "--format", "geojson", "--to", map,
    ])
    try #require(ending.code == 0, "\(ending.errors)")
    let sql = """
      SELECT sum(NOT ST_IsValid(a.geometry)) AS invalid, (SELECT coalesce(max(ST_Area(ST_Intersection( \
      b.geometry, c.geometry)) / ST_Area(b.geometry)), 0) < 1e-6 FROM prescription b JOIN prescription c ON b.rowid < c.rowid) \
      AS apart FROM prescription a
      """
    let answer = try Oracle.tool("ogrinfo", ["-q", "-dialect", "SQLite", "-sql", sql, map])
    #expect(answer.contains("invalid (Integer) = 0") && answer.contains("apart (Integer) = 1"), "\(answer)")
  }
}
