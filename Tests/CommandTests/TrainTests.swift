import Foundation
import GeoFiles
import Grid
import Pixels
import TestSupport
import Testing

/// `furrow train` and `furrow run` with what it made, as a black box.
@Suite struct TrainTests {
  /// A model trained once, for tests that do not change it.
  private static let trained = Result { () -> LearnedBench in
    let bench = try LearnedBench()
    try bench.train(["--threads", "1"])
    return bench
  }

  @Test func `the same data give the same model, byte for byte, whatever folder and threads`() throws {
    let expected = try Self.trained.get().model()
    #expect(
      Set(expected.keys) == ["card.yaml", "drift.bin", "evaluation.html", "evaluation.json", "model.json"])
    let bench = try LearnedBench()
    for threads in ["1", "2"] {
      try bench.train(["--threads", threads])
      let found = try bench.model()
      #expect(expected.keys.filter { expected[$0] != found[$0] } == [], "\(threads) threads")
      #expect(bench.bench.listing("models").filter { !$0.hasPrefix("plants") } == [])
    }
  }

  @Test func `another seed gives another model`() throws {
    var job = LearnedJob()
    job.seed = 2
    let bench = try LearnedBench(job)
    try bench.train()
    #expect(try bench.model()["model.json"] != Self.trained.get().model()["model.json"])
  }

  @Test func `training says what the model is worth and what each feature adds`() throws {
    let bench = try LearnedBench()
    let ending = try bench.train(["--explain"])
    for words in ["Out of fold", "mean IoU", "soil", "crop", "weed", "by fold:", "gaussian(ndvi, 2)"] {
      #expect(ending.output.contains(words), "\(words): \(ending.output)")
    }
    #expect(ending.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(ending.errors.contains("growing the forest without fold 3 of 3"))
    #expect(ending.errors.contains("growing the final forest"))
    let card = try #require(try bench.model()["card.yaml"].map { String(decoding: $0, as: UTF8.self) })
    #expect(card.contains("2022-01-08"))
  }

  @Test func `a run with the model finds the plants, shows no seam and is done once`() throws {
    let bench = try LearnedBench()
    try bench.train()
    let first = try bench.furrow(["run", "job.yaml"])
    #expect(first.code == 0 && first.output.contains("plot: done"), "\(first.errors)")
    let overlaps = try bench.overlaps()
    #expect(overlaps[0] > 0.93 && overlaps[1] > 0.85 && overlaps[2] > 0.75, "\(overlaps)")
    let confidence = try DemoRun.classes(
      bench.bench.url.appendingPathComponent("results/plot/confidence.tif"))
    #expect(confidence.allSatisfy { (30...100).contains($0) } && Set(confidence).count > 20)
    let seams = try bench.furrow(["verify-seams", "job.yaml"])
    #expect(seams.code == 0 && seams.output.contains("identical"), "\(seams.output)\(seams.errors)")
    let second = try bench.furrow(["run", "job.yaml"])
    #expect(second.code == 0 && second.output.contains("plot: already done"))
    // The same model once more changes nothing, another one does.
    try bench.train()
    #expect(try bench.furrow(["run", "job.yaml"]).output.contains("plot: already done"))
    var job = LearnedJob()
    job.seed = 3
    try bench.write(job)
    try bench.train()
    #expect(try bench.furrow(["run", "job.yaml"]).output.contains("plot: done"))
  }

  @Test func `areas in the field table are corrected by what was found out of fold`() throws {
    var job = LearnedJob()
    job.fields = "{file: fields.gpkg, id: field_id}"
    let bench = try LearnedBench(job)
    try bench.bench.writeFields([("A", 5...75, 10...120), ("B", 80...145, 5...125)], on: LearnedBench.mosaic)
    try bench.train()
    let ending = try bench.furrow(["run", "job.yaml"])
    #expect(ending.code == 0, "\(ending.errors)")
    let lines = String(decoding: try bench.bench.bytes("results/plot/fields.csv"), as: UTF8.self)
      .components(separatedBy: "\r\n").map { $0.components(separatedBy: ",") }
    for (line, columns) in [(1, 5..<75), (2, 80..<145)] {
      let row = Dictionary(uniqueKeysWithValues: zip(lines[0], lines[line]))
      for (code, name) in ["soil", "crop", "weed"].enumerated() {
        let figures = ["corrected_ha", "lower_ha", "upper_ha", "standard_error_ha"].map {
          row["\(name)_\($0)"].flatMap(Double.init)
        }
        let corrected = try #require(figures[0])
        let (lower, upper, error) = (try #require(figures[1]), try #require(figures[2]), figures[3] ?? 0)
        #expect(lower <= corrected && corrected <= upper && error > 0)
        var pixels = 0
        for y in (line == 1 ? 10..<120 : 5..<125) {
          for x in columns where LearnedBench.truth(x, y) == ClassCode(code) { pixels += 1 }
        }
        let truth = Double(pixels) * 0.04 * 0.04 / 10_000
        #expect(abs(corrected - truth) < max(4 * error, truth * 0.08), "\(name): \(corrected), \(truth)")
      }
    }
  }

  @Test func `a job whose model is not there yet is valid, and running it is refused`() throws {
    let bench = try LearnedBench()
    let valid = try bench.furrow(["validate", "job.yaml"])
    #expect(valid.code == 0, "\(valid.errors)")
    try bench.expectRefused("run", ["models/plants", "there is no such folder"])
  }

  @Test func `a float mosaic with NaN is learned from and worked through`() throws {
    var job = LearnedJob()
    job.sensor = "{scale: reflectance}"
    job.features = "[red, nir, \"nir / red\", \"gaussian(ndvi, 2)\", \"object_area(ndvi > 0.3, 8)\"]"
    let bench = try LearnedBench(job)
    var mosaic = LearnedBench.mosaic
    mosaic.type = .float32
    try mosaic.write(to: bench.bench.path("flights/plot.tif")) { band, column, row in
      if LearnedBench.noise(column / 4, row / 4, 77) < 0.1 { return .nan }
      // No red light at all makes 'nir / red' missing.
      if band == 0, LearnedBench.noise(column, row, 78) < 0.05 { return 0 }
      return LearnedBench.sample(band, column, row) / 32768
    }
    try bench.train()
    let ending = try bench.furrow(["run", "job.yaml"])
    #expect(ending.code == 0, "\(ending.errors)")
    let mask = try DemoRun.classes(bench.bench.url.appendingPathComponent("results/plot/mask.tif"))
    for (pixel, code) in mask.enumerated() {
      let isHole = LearnedBench.noise(pixel % 150 / 4, pixel / 150 / 4, 77) < 0.1
      #expect((code == .nodata) == isHole)
    }
    let overlaps = try bench.overlaps()
    #expect(overlaps[0] > 0.9 && overlaps[1] > 0.8 && overlaps[2] > 0.7, "\(overlaps)")
    #expect(try bench.furrow(["verify-seams", "job.yaml"]).code == 0)
  }

  @Test func `a second stage reads the first one's probabilities`() throws {
    var job = LearnedJob()
    job.more = ["context: [\"gaussian(p1, 2)\", \"gaussian(p2, 4)\", \"maximum(p2, 2)\"]", "smoothing: 1"]
    let bench = try LearnedBench(job)
    let ending = try bench.train()
    #expect(ending.errors.contains("growing the forest of stage 2 without fold 2 of 3"))
    #expect(try Set(bench.model().keys).isSuperset(of: ["model.json", "context.json"]))
    #expect(try bench.furrow(["run", "job.yaml"]).code == 0)
    let overlaps = try bench.overlaps()
    #expect(overlaps[0] > 0.93 && overlaps[1] > 0.87 && overlaps[2] > 0.8, "\(overlaps)")
    let seams = try bench.furrow(["verify-seams", "job.yaml"])
    #expect(seams.code == 0, "\(seams.output)\(seams.errors)")
    let again = try LearnedBench(job)
    try again.train(["--threads", "1"])
    #expect(try again.model() == bench.model())
  }

  @Test func `folds keep fields apart`() throws {
    var job = LearnedJob()
    job.scenes = """
      [{mosaic: flights/plot.tif, labels: [{file: truth.tif}], fields: {file: fields.gpkg, id: field_id}}]
      """
    job.folds = "{by: fields, count: 3, buffer: 4 px}"
    let bench = try LearnedBench(job)
    try bench.bench.writeFields(
      [
        ("A", 0...60.5, 0...60.5), ("B", 64...149, 2...70), ("C", 3...80, 75...129),
        ("D", 90...150, 80...130),
      ],
      on: LearnedBench.mosaic)
    let ending = try bench.train()
    #expect(ending.output.contains("4 blocks") || ending.output.contains("by fold:"), "\(ending.output)")
    let card = String(decoding: try bench.bench.bytes("models/plants/card.yaml"), as: UTF8.self)
    #expect(card.contains("fields"))
    #expect(try bench.furrow(["run", "job.yaml"]).code == 0)
    #expect(try bench.overlaps()[1] > 0.85)
    job.scenes = "[{mosaic: flights/plot.tif, labels: [{file: truth.tif}]}]"
    try bench.write(job)
    try bench.expectRefused("train", ["folds by field need boundaries", "flights/plot.tif"])
  }

  @Test(arguments: [
    "{kind: random_forest, rounds: 10, depth: 6}", "{rounds: 12, depth: 3, search: small, early_stopping: 3}",
    "{rounds: 40, depth: 3, early_stopping: 2}",
  ]) func `forests of every kind are grown again as they were`(forest: String) throws {
    var job = LearnedJob()
    (job.forest, job.perClass) = (forest, 500)
    let bench = try LearnedBench(job)
    let ending = try bench.train()
    if forest.contains("search") { #expect(ending.errors.contains("trying parameters, 5 of 5")) }
    let first = try bench.model()
    try bench.train(["--threads", "1"])
    #expect(try bench.model() == first)
    #expect(try bench.furrow(["run", "job.yaml"]).code == 0)
    #expect(try bench.overlaps()[1] > 0.8)
  }

  @Test func `plain images are learned from, each a fold`() throws {
    var job = LearnedJob()
    job.sensor = "{bands: RGB, scale: counts}"
    job.scenes = """
      [{mosaic: "images/*.png", labels: [{file: "truth/*.png", values: {soil: 0, crop: 1, weed: 2}}]}]
      """
    job.folds = "{by: scenes, count: 4}"
    job.gate = nil
    job.features = "[red, green, blue, exg, \"gaussian(exg, 2)\"]"
    let bench = try LearnedBench(job)
    for folder in ["images", "truth", "made"] {
      try FileManager.default.createDirectory(
        atPath: bench.bench.path(folder), withIntermediateDirectories: true)
    }
    let size = PixelSize(width: 70, height: 60)
    for number in 0..<4 {
      let mosaic = MadeMosaic(size: size, roles: [.red, .green, .blue], type: .uint8)
      try mosaic.write(to: bench.bench.path("made/image.tif")) { band, column, row in
        (LearnedBench.sample(band, column + number * 37, row) / 100).rounded()
      }
      try bench.writeTruth("made/truth.tif", size: size) { LearnedBench.truth($0 + number * 37, $1) }
      for (from, to) in [
        ("made/image.tif", "images/\(number).png"), ("made/truth.tif", "truth/\(number).png"),
      ] {
        try Oracle.tool(
          "gdal_translate", ["-q", "-of", "PNG", bench.bench.path(from), bench.bench.path(to)])
        try? FileManager.default.removeItem(atPath: bench.bench.path("\(to).aux.xml"))
      }
    }
    let ending = try bench.train()
    #expect(ending.output.contains("by fold:"), "\(ending.output)")
    let card = String(decoding: try bench.bench.bytes("models/plants/card.yaml"), as: UTF8.self)
    #expect(!card.contains("pixel_side_m") && card.contains("uint8"))
    try bench.expectRefused("evaluate", ["ndvi", "nir"])
    job.report = "[exg]"
    try bench.write(job)
    let evaluation = try bench.furrow(["evaluate", "job.yaml"])
    #expect(evaluation.code == 0, "\(evaluation.errors)")
    job.folds = "{by: blocks, side: 2 m, count: 4}"
    try bench.write(job)
    try bench.expectRefused("train", ["given in metres", "has no georeference"])
  }

  @Test func `labels in another reference system give the same model`() throws {
    var job = LearnedJob()
    job.scenes = "[{mosaic: flights/plot.tif, labels: [{file: outlines.gpkg, attribute: plant}]}]"
    let bench = try LearnedBench(job)
    try writeOutlines(bench)
    try bench.train()
    let expected = try bench.model()
    let own = bench.bench.path("outlines.gpkg")
    for system in ["EPSG:4326", "EPSG:32633", "EPSG:3035"] {
      let other = bench.bench.path("other.gpkg")
      try? FileManager.default.removeItem(atPath: other)
      try Oracle.tool("ogr2ogr", ["-q", "-t_srs", system, other, own])
      var changed = job
      changed.scenes = job.scenes.replacing("outlines.gpkg", with: "other.gpkg")
      try bench.write(changed)
      try bench.train()
      #expect(try bench.model() == expected, "\(system)")
    }
    try bench.write(job)
    try bench.train()
    #expect(try bench.model() == expected)
  }

  /// Outlines off the grid: rows of crop, soil between, and squares of weed.
  private func writeOutlines(_ bench: LearnedBench) throws {
    let writer = try VectorWriter(path: bench.bench.path("outlines.gpkg"), format: .geoPackage)
    let layer = try writer.makeLayer(
      "plants", geometry: .polygons, crsWKT: CoordinateSystem(userInput: "EPSG:32632").wkt,
      columns: [VectorColumn("plant", .text)])
    func add(_ name: String, _ column: Double, _ row: Double, _ width: Double, _ height: Double) throws {
      let corners = [
        (column, row), (column + width, row + 0.21), (column + width, row + height), (column, row + height),
      ].map { LearnedBench.mosaic.transform.mapPoint(GridPoint(column: $0.0, row: $0.1)) }
      try writer.append(.polygons([MapPolygon(outer: corners)]), [.text(name)], to: layer)
    }
    for row in 0..<14 {
      for column in 0..<16 where LearnedBench.truth(column * 9 + 4, row * 9 + 4) == 2 {
        try add("weed", Double(column * 9) + 1.13, Double(row * 9) + 1.27, 6.4, 6.6)
      }
    }
    for number in 0..<6 {
      for row in 0..<14 {
        let column = number * 22
        if (0..<7).allSatisfy({ LearnedBench.truth(column + $0, row * 9 + 4) == 1 }) {
          try add("crop", Double(column) + 0.61, Double(row * 9) + 0.37, 5.9, 7.7)
        }
        if (8..<18).allSatisfy({ LearnedBench.truth(column + $0, row * 9 + 4) == 0 }) {
          try add("soil", Double(column) + 8.13, Double(row * 9) + 0.57, 9.3, 7.3)
        }
      }
    }
    try writer.finish()
  }
}
