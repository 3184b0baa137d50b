import Foundation
import TestSupport
import Testing

/// A site that the built program made.
struct MadeSite: Sendable {
  static let demo = Result { try MadeSite(in: TemporaryFolder(), catalog: demoCatalog()) }
  static let odd = Result {
    try MadeSite(in: TemporaryFolder(), catalog: ExportBench.shared.get().path("results/catalog.sqlite"))
  }

  /// Of fields whose ids would end a script, load a picture or turn the page around.
  static let hostile = Result { try MadeSite(in: TemporaryFolder(), catalog: hostileCatalog.get()) }

  static let hostileIDs = [
    "</script><script>document.title = 'gone'</script>", "<img src=x onerror=\"document.title = 'gone'\">",
    "Ä\"ö'ß & 🌾", "حقل \u{202E}gnol", "one\u{2028}two\\", "{{field}} ${field} `x`",
  ]

  private static let bench = Result { try hostileBench() }
  private static var hostileCatalog: Result<String, any Error> {
    bench.map { $0.path("results/catalog.sqlite") }
  }

  private static func hostileBench() throws -> FaultsBench {
    let bench = try FaultsBench()
    try MadeMosaic().write(to: bench.path("flights/a_2026-05-04.tif"))
    try bench.writeFields(
      hostileIDs.enumerated().map { place, id in
        let (row, column) = (Double(place / 3) * 48 + 4, Double(place % 3) * 32 + 4)
        return (id, column...(column + 26), row...(row + 40))
      })
    let ran = try bench.run(FaultsJob(fields: "{file: fields.gpkg}"))
    try #require(ran.code == 0, "\(ran.errors)")
    return bench
  }

  static func demoCatalog() throws -> String {
    try DemoRun.shared.get().folder.url.appendingPathComponent("out/demo/catalog.sqlite").path
  }

  let folder: TemporaryFolder
  let said: String

  init(in folder: TemporaryFolder, catalog: String, _ options: String...) throws {
    self.folder = folder
    let target = folder.url.appendingPathComponent("site").path
    let ending = try BuiltFurrow.run(["site", "--to", target, "--catalog", catalog] + options)
    try #require(ending.code == 0, "\(ending.errors)")
    said = ending.output
  }

  func path(_ name: String) -> String { folder.url.appendingPathComponent("site/\(name)").path }
  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// What lies beside the site.
  func leftovers() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.path).filter { $0 != "site" }
  }

  /// The scripts with data.
  func scripts() throws -> [String] {
    let names = FileManager.default.enumerator(atPath: path("data"))?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".js") }.map { "data/\($0)" }
  }

  /// The name of some tile.
  func aTile() throws -> String {
    let names = FileManager.default.enumerator(atPath: path("flights"))?.compactMap { $0 as? String } ?? []
    return "flights/" + (try #require(names.filter { $0.hasSuffix(".png") }.min()))
  }

  /// The number by which the file system knows a file.
  func fileNumber(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
    return try #require(attributes[.systemFileNumber] as? NSNumber).intValue
  }

  func data() throws -> SiteData { try decoded("data/site.js", after: "window.furrowSite = ") }

  func record(_ field: String) throws -> FieldData {
    try decoded(
      "data/fields/\(field).js",
      after: "(window.furrowFields = window.furrowFields || {})[\"\(field)\"] = ")
  }

  private func decoded<Value: Decodable>(_ name: String, after start: String) throws -> Value {
    let text = try String(contentsOfFile: path(name), encoding: .utf8)
    try #require(text.hasPrefix(start) && text.hasSuffix(";\n"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Value.self, from: Data(text.dropFirst(start.count).dropLast(2).utf8))
  }
}

/// The data that a page reads first.
struct SiteData: Decodable {
  struct Class: Decodable {
    var name: String
    var color: String
  }

  struct Layer: Decodable {
    var name: String
    var kind: String
    var tiles: String
    var minZoom: Int
    var maxZoom: Int
  }

  struct File: Decodable {
    var name: String
    var path: String
    var bytes: Int
  }

  struct Flight: Decodable {
    var key: String
    var flight: String
    var date: String?
    var classes: [Class]
    var layers: [Layer]
    var files: [File]
  }

  struct Field: Decodable {
    var key: String
    var id: String
    var areaM2: Double
    var outline: [[[[Double]]]]?
  }

  var format: Int
  var flights: [Flight]
  var fields: [Field]
}

/// All that a site holds of a field.
struct FieldData: Decodable {
  struct Class: Decodable {
    var name: String
    var areaM2: Double
    var patches: Int?
  }

  struct Entry: Decodable {
    var flight: String
    var covered: Double
    var classes: [Class]
  }

  var entries: [Entry]
}
