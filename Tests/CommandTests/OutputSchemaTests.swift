import Catalog
import Foundation
import TestSupport
import Testing

/// What programs read with `--json` follows the schemas in schemas/output, by
/// the validator of the package jsonschema.
@Suite(.enabled(if: Oracle.python != nil)) struct OutputSchemaTests {
  private let scratch: TemporaryFolder

  init() throws { scratch = try TemporaryFolder() }

  /// Commands on the demonstration, each with the schema that its output follows.
  private static let asked: [(schema: String, arguments: [String], readsCatalog: Bool)] = [
    ("flights", ["flights"], true),
    ("fields", ["fields"], true),
    ("report", ["report"], true),
    ("report", ["report", "--season"], true),
    ("report", ["report", "F01", "--season"], true),
    ("status", ["status", "--all"], true),
    ("query-list", ["query", "--list"], false),
    ("query-weediest", ["query", "weediest"], true),
    ("query-worst-change", ["query", "worst-change"], true),
    ("query-weakest", ["query", "weakest", "--set", "index=ndvi"], true),
    ("query-season", ["query", "season", "--set", "field=F01"], true),
    ("query-uncovered", ["query", "uncovered", "--set", "percent=100"], true),
    ("query-due", ["query", "due", "--set", "days=0"], true),
    ("query-failed", ["query", "failed"], true),
    ("query-drifted", ["query", "drifted"], true),
    ("indices", ["indices"], false),
    ("doctor", ["doctor"], false),
    ("inspect", ["inspect", DemoRun.fixture("farm-2026-05-04.tif").path], false),
    ("inspect", ["inspect", DemoRun.fixture("farm-2026-05-04.labels.tif").path], false),
    ("check", ["check"], true),
    ("backup", ["backup", "@copy.sqlite"], true),
    ("export", ["export", "masks", "--field", "F01", "--classes", "weed", "--to", "@m.tif"], true),
    ("export", ["export", "masks", "F01", "--to", "@m.kmz"], true),
    ("export", ["export", "masks", "F01", "--to", "@classes.gpkg"], true),
    ("export", ["export", "fields", "--to", "@f.shp"], true),
    ("export", ["export", "patches", "--to", "@p.geojson"], true),
    ("export", ["export", "season", "--to", "@s.gpkg"], true),
    ("export", ["export", "stac", "--to", "@item.json"], true),
    ("site", ["site", "--to", "@site", "--max-tiles", "1"], true),
    ("prescribe", prescription, true),
    ("prescribe", ["export", "prescription"] + prescription.dropFirst(), true),
    (
      "init",
      [
        "init", DemoRun.fixture("farm-2026-05-04.tif").path, "--fields",
        DemoRun.fixture("fields.geojson").path, "--output", "@job.yaml",
      ], false
    ),
    ("bench", ["bench", DemoRun.fixture("farm-2026-05-04.tif").path, "--repeat", "1"], false),
  ]

  private static let prescription = [
    "prescribe", "F02", "--from", "weed", "--rates", "200", "--boom", "3", "--section", "0.5",
    "--format", "geojson", "--to", "@rates.geojson",
  ]

  /// Schemas that the other tests of this suite ask for.
  private static let changing = [
    "validate", "run-dry-run", "check", "gc", "retry", "forget", "verify-seams",
  ]
  private static let learning = [
    "train", "model-list", "evaluate-against", "annotations-check", "annotations-suggest",
  ]

  /// Compares documents with their schemas.
  private func expect(
    _ documents: [(schema: String, ending: BuiltFurrow.Ending)],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let pairs = try documents.enumerated().flatMap { number, document in
      let file = scratch.url.appendingPathComponent("\(number)-\(document.schema).json")
      try Data(document.ending.output.utf8).write(to: file)
      let schema = "schemas/output/\(document.schema).schema.json"
      return [Oracle.project.appendingPathComponent(schema).path, file.path]
    }
    #expect(try Oracle.run("document.py", pairs, as: [String].self) == [], sourceLocation: sourceLocation)
  }

  @Test func `what commands tell of the demonstration follows its schema`() throws {
    let folder = try DemoRun.shared.get().folder.url
    let catalog = ["--catalog", folder.appendingPathComponent("out/demo/catalog.sqlite").path]
    try expect(
      Self.asked.map { command in
        let arguments = command.arguments.map {
          $0.hasPrefix("@") ? scratch.url.appendingPathComponent(String($0.dropFirst())).path : $0
        }
        let ending = try BuiltFurrow.run(
          arguments + ["--json"] + (command.readsCatalog ? catalog : []))
        #expect(ending.code == 0 || command.schema == "doctor", "\(command): \(ending.errors)")
        return (command.schema, ending)
      })
  }

  @Test func `what commands tell of a night that went wrong follows its schema`() throws {
    let bench = try FaultsBench()
    try bench.addHealthy()
    try bench.write("flights/bad.tif", "no mosaic".utf8)
    func tell(_ code: Int32, _ arguments: [String]) throws -> (String, BuiltFurrow.Ending) {
      let ending = try BuiltFurrow.run(arguments + ["--json"])
      #expect(ending.code == code, "\(arguments): \(ending.errors)")
      return (arguments[0], ending)
    }
    func run(_ code: Int32, _ arguments: [String]) throws -> (String, BuiltFurrow.Ending) {
      try tell(code, arguments + ["--job", bench.path("job.yaml")])
    }
    #expect(try bench.run().code == 65)
    var told = [
      try tell(0, ["validate", bench.path("job.yaml")]),
      ("run-dry-run", try tell(0, ["run", bench.path("job.yaml"), "--dry-run"]).1),
      try tell(0, ["verify-seams", bench.path("job.yaml"), "--flight", "healthy"]),
      try run(0, ["retry", "bad", "healthy"]),
    ]
    let lines = told[3].1.output
    #expect(lines.contains("\"was\":\"failed\"") && lines.contains("\"waits\":false"), "\(lines)")
    try bench.write("results/healthy/mask.tif", "short".utf8)
    told.append(try run(65, ["check"]))
    #expect(told[4].1.output.contains("\"kind\":\"changed\"") && told[4].1.errors.isEmpty)
    try MadeMosaic().write(to: bench.path("flights/healthy.tif"))
    _ = try bench.run()
    told += [
      try run(0, ["gc", "--dry-run", "--versions", "0", "--events", "0 s"]),
      try run(0, ["gc", "--versions", "0", "--events", "0 s"]),
      try run(0, ["forget", "healthy", "--yes"]),
    ]
    let sums = told[5...6].map { $0.1.output.replacing("\"removed\":false", with: "\"removed\":true") }
    #expect(sums[0].contains("\"kind\":\"results\"") && sums[0].contains("\"kind\":\"events\""))
    #expect(!bench.exists("results/healthy") && !bench.exists("results/healthy@2"))
    try expect(told)
    let refused = try BuiltFurrow.run(["forget", "bad", "--json", "--job", bench.path("job.yaml")])
    #expect(refused.code == 64 && refused.output.isEmpty)
  }

  @Test func `what commands tell of learning follows its schema`() throws {
    let bench = try LearnedBench()
    func tell(_ schema: String, _ arguments: [String]) throws -> (String, BuiltFurrow.Ending) {
      let ending = try bench.furrow(arguments + ["--json"])
      #expect(ending.code == 0, "\(arguments): \(ending.errors)")
      return (schema, ending)
    }
    let told = [
      try tell("train", ["train", "job.yaml", "--explain"]),
      try tell("model-list", ["model", "list", "models"]),
      try tell(
        "evaluate-against",
        ["evaluate", "job.yaml", "--model", "models/plants", "--against", "models/plants"]),
      try tell("annotations-check", ["annotations", "check", "job.yaml"]),
      try tell("annotations-suggest", ["annotations", "suggest", "job.yaml", "--tile", "32"]),
    ]
    try expect(told)
    let card = try bench.furrow(["model", "show", "models/plants", "--json"])
    #expect(card.code == 0 && told[0].1.output.contains("\"model\":\"plants\""))
  }

  @Test func `every question and every schema is asked for`() throws {
    let folder = Oracle.project.appendingPathComponent("schemas/output").path
    let schemas = try FileManager.default.contentsOfDirectory(atPath: folder)
      .map { $0.replacing(".schema.json", with: "") }
    #expect(Set(schemas) == Set(Self.asked.map(\.schema) + Self.changing + Self.learning))
    for question in NamedQuestion.all { #expect(schemas.contains("query-\(question.name)")) }
  }
}
