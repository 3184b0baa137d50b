import Agronomy
import Foundation
import GeoFiles
import Grid
import TestSupport
import Testing

@testable import Prescribing

/// Files as programs that others wrote read them.
@Suite struct FormatTests {
  private struct GridAnswer: Decodable {
    var errors: [String]
    var product: Double
    var kind: Int
    var identifier: String
    var bytes: Int
    var length: Int
    var designator: String
    var field: String
    var area: Int
    var rates: [Double?]
  }

  private struct MapAnswer: Decodable {
    var product: Double
    var area: Double
    var rates: [Double?]
    var areas: Int
    var names: [String]
    var types: [String]
    var system: String
    var valid: Bool
    var geometry: String
  }

  private func publish(_ name: String, _ content: PrescriptionContent, to target: String) throws
    -> PublishedPrescription
  {
    try PrescriptionFormats.format(named: name).publish(content, to: target)
  }

  private func isClose(_ a: Double, _ b: Double, _ share: Double = 1e-3) -> Bool {
    abs(a - b) <= share * abs(b)
  }

  /// Valid by the schemas, read by isoxml: the product, the header's length
  /// and the rate at every one of 3,000 places.
  @Test(
    .enabled(if: Oracle.python != nil),
    arguments: [
      (1, RateUnit.litres, 200.0), (2, .litres, 183.25), (1, .kilograms, 12.5), (2, .seeds, 80_000),
    ])
  func `task data are what isoxml reads`(kind: Int, unit: RateUnit, rate: Double) throws {
    let field = try WeedyField(seed: kind)
    let content = field.content(try field.prescription(rate: rate, unit: unit))
    let published = try publish("taskdata-\(kind)", content, to: field.path("stick"))
    let places = try ClearPlaces(content, count: 3000, clearance: 0.6)
    try places.write(to: field.path("points.json"))
    let answer = try Oracle.run(
      "prescription_grid.py", [field.path("stick"), field.path("points.json")], as: GridAnswer.self)
    #expect(answer.errors.isEmpty, "\(answer.errors)")
    #expect(answer.kind == kind && answer.identifier == unit.dataIdentifier && answer.bytes == answer.length)
    let planned = published.prescription.product
    #expect(isClose(answer.product, planned), "\(answer.product) of \(planned)")
    #expect(isClose(planned, content.prescription.product))
    #expect(Double(answer.area).distance(to: content.ground.field.squareMetres).magnitude <= 0.5)
    #expect(places.rates.contains(rate) && places.rates.contains(0))
    for (found, expected) in zip(answer.rates, places.rates) { #expect(found == expected) }
  }

  @Test(arguments: 0..<6) func `the product holds for any direction and seed`(seed: Int) throws {
    let field = try WeedyField(seed: seed, weeds: [1, 3, 10, 40, 150, 400][seed])
    let made = try field.prescription(direction: .degrees(Double(seed) * 29))
    for name in ["taskdata-1", "taskdata-2", "raven", "geojson"] {
      let target = field.path(name == "geojson" ? "map.geojson" : name)
      let published = try publish(name, field.content(made), to: target)
      #expect(isClose(published.productInFile, published.prescription.product))
      #expect(isClose(published.prescription.product, made.prescription.product))
    }
  }

  /// Shapefiles and GeoJSON by OGR: product, area, rates, columns, validity.
  @Test(arguments: ["john-deere", "trimble", "cnh", "raven", "vaderstad", "agrotax", "geojson", "dji"])
  func `maps are what GDAL reads`(name: String) throws {
    let field = try WeedyField(seed: 8, weeds: 25)
    let content = field.content(try field.prescription())
    let isArchive = ["john-deere", "cnh"].contains(name)
    let target = field.path(isArchive ? "rx.zip" : name == "geojson" ? "map.geojson" : "rx")
    let published = try publish(name, content, to: target)
    var fitted = content
    fitted.prescription = published.prescription
    let places = try ClearPlaces(fitted, count: 2000, clearance: name == "dji" ? 0.6 : 1e-3)
    try places.write(to: field.path("points.json"))
    let member = [
      "john-deere": "Rx/F1.shp", "trimble": "AgGPS/Data/Prescriptions/F1.shp", "cnh": "F1.shp",
      "raven": "F1.shp",
      "vaderstad": "F1.shp", "agrotax": "F1.shp", "dji": "rates.tif",
    ][name]
    let path = member.map { isArchive ? "/vsizip/\(target)/\($0)" : "\(target)/\($0)" } ?? target
    let column = name == "dji" ? "-" : name == "geojson" ? "rate" : name == "trimble" ? "TGT_RATE" : "RATE"
    let answer = try Oracle.run(
      "prescription_map.py", [path, column, field.path("points.json")], interpreter: Oracle.systemPython,
      as: MapAnswer.self)
    #expect(answer.valid && (answer.system.contains("WGS")))
    #expect(isClose(answer.product, published.prescription.product), "\(answer.product)")
    for (found, expected) in zip(answer.rates, places.rates) { #expect(found == expected) }
    guard name != "dji" else { return }
    #expect(isClose(answer.area, content.ground.field.squareMetres, 1e-5))
    switch name {
    case "trimble": #expect(answer.names == ["ID", "TGT_RATE"])
    case "john-deere": #expect(answer.names == ["RATE"] && answer.types == ["Integer64"])
    case "agrotax": #expect(answer.areas <= 100)
    case "vaderstad": #expect(answer.types.allSatisfy { $0 != "String" } && answer.geometry == "Polygon")
    default: break
    }
  }

  @Test func `too many areas are made fewer, which is said`() throws {
    let field = try WeedyField(seed: 9, weeds: 500)
    let content = field.content(try field.prescription())
    let fine = try RatePolygons(content).pieces.count
    var profile = try #require(try TerminalProfile.standard().first { $0.name == "agrotax" })
    profile.maximumAreas = 40
    #expect(fine > 40)
    let format = TerminalFormat(profile: profile)
    let published = try format.publish(content, to: field.path("rx"))
    #expect(published.notes.contains { $0.contains("at most 40 areas") }, "\(published.notes)")
    #expect(
      try RatedPolygon.read(path: field.path("rx/F1.shp"), attribute: "RATE").count <= 40)
    #expect(published.prescription.product > content.prescription.product)
    // Nothing that was treated is left out.
    let rates = { (plan: Prescription) in plan.zones.map { plan.rates[Int($0)] } }
    let pairs = zip(
      rates(content.prescription), zip(rates(published.prescription), content.prescription.weights))
    #expect(pairs.allSatisfy { $0 <= $1.0 || $1.1 == 0 })
  }

  @Test func `whole rates are said`() throws {
    let field = try WeedyField(seed: 2)
    let content = field.content(try field.prescription(rate: 133.4))
    let published = try publish("john-deere", content, to: field.path("rx.zip"))
    #expect(
      published.notes.contains { $0.contains("133.4") && $0.contains("133 l/ha") }, "\(published.notes)")
    #expect(published.prescription.rates == [0, 133])
    let weak = field.content(try field.prescription(rate: 0.3))
    #expect(throws: PrescribingError.self) { _ = try publish("john-deere", weak, to: field.path("no.zip")) }
    #expect(!FileManager.default.fileExists(atPath: field.path("no.zip")))
  }

  @Test func `an empty prescription is a valid file`() throws {
    let field = try WeedyField(weeds: 0)
    let content = field.content(try field.prescription())
    for name in ["taskdata-1", "taskdata-2", "raven", "agrotax", "dji"] {
      #expect(try publish(name, content, to: field.path(name)).productInFile == 0)
    }
    #expect(try publish("geojson", content, to: field.path("map.json")).productInFile == 0)
  }

  @Test(
    .enabled(if: Oracle.python != nil),
    arguments: ["Großer Acker östlich der Ähre 27 b/c", "🌽🚜 Feld", "<&\"'>", "حقل القمح"])
  func `any name goes into XML and 8.3`(id: String) throws {
    let field = try WeedyField(weeds: 5, id: id)
    let content = field.content(try field.prescription(), product: "Ä & <B>")
    _ = try publish("taskdata-1", content, to: field.path("stick"))
    try Data("[[9, 48]]".utf8).write(to: URL(fileURLWithPath: field.path("points.json")))
    let answer = try Oracle.run(
      "prescription_grid.py", [field.path("stick"), field.path("points.json")], as: GridAnswer.self)
    #expect(answer.errors.isEmpty && answer.field == String(id.prefix(32)), "\(answer)")
    _ = try publish("john-deere", content, to: field.path("rx.zip"))
    let listing = try Oracle.tool("unzip", ["-Z1", field.path("rx.zip")]).split(separator: "\n")
    #expect(listing.count == 4)
    for name in listing {
      #expect(name.wholeMatch(of: /Rx\/[A-Z0-9_]{1,8}\.(shp|shx|dbf|prj)/) != nil, "\(name)")
    }
  }

  @Test func `names become letters that terminals have`() throws {
    let profile = try #require(try TerminalProfile.standard().first { $0.name == "john-deere" })
    let stems = [
      "Großer Acker": "GROSSER", "Überm Öl": "UEBERM_O", "🚜": "FIELD", "a/b.c": "AB_C", "é1": "E1",
    ]
    for (name, stem) in stems { #expect(profile.stem(of: name) == stem) }
  }

  @Test func `archives are sound for others`() throws {
    let field = try WeedyField(weeds: 5)
    _ = try publish("cnh", field.content(try field.prescription()), to: field.path("rx.zip"))
    try Oracle.tool("unzip", ["-t", field.path("rx.zip")])
  }

  /// A grid whose length is not that of its header is not released.
  @Test(arguments: [1, 2]) func `a grid of the wrong length is noticed`(kind: Int) throws {
    let field = try WeedyField(weeds: 5)
    let content = field.content(try field.prescription())
    let format = TaskDataFormat(kind: kind == 1 ? .zones : .rates)
    let staging = try StagedPrescription(field.path("stick"))
    try format.write(content, to: staging)
    let path = staging.path(TaskDataDocument.binaryPath)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    for damaged in [bytes.dropLast(), bytes + [0], Data()] {
      try Data(damaged).write(to: URL(fileURLWithPath: path))
      #expect(throws: PrescribingError.self) { _ = try format.product(content, in: staging) }
    }
    var changed = bytes
    for index in changed.indices where changed[index] != 0 { changed[index] = 0 }
    try changed.write(to: URL(fileURLWithPath: path))
    #expect(try format.product(content, in: staging) == 0)
    staging.discard()
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
