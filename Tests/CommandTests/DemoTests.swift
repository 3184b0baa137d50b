import Foundation
import GeoFiles
import Grid
import Pixels
import TestSupport
import Testing

/// The demonstration job through the built program, against known truth.
@Suite struct DemoTests {
  @Test(arguments: DemoRun.flights)
  func `the rules find crop, weeds and disease`(flight: DemoRun.Flight) throws {
    let run = try DemoRun.shared.get()
    let truth = try DemoRun.classes(DemoRun.fixture("\(flight.name).labels.tif"))
    let mask = try DemoRun.classes(run.results(flight.name).appendingPathComponent("mask.tif"))
    try #require(truth.count == mask.count)
    #expect(zip(truth, mask).allSatisfy { ($0 == .nodata) == ($1 == .nodata) })
    for (code, floor) in flight.floors {
      let both = zip(truth, mask).count { $0 == code && $1 == code }
      let either = zip(truth, mask).count { $0 == code || $1 == code }
      let overlap = Double(both) / Double(either)
      #expect(overlap > floor, "class \(code): \(overlap)")
    }
  }

  @Test(arguments: DemoRun.flights)
  func `every field has its area`(flight: DemoRun.Flight) throws {
    let run = try DemoRun.shared.get()
    let surveyed = try DemoRun.surveyedAreas()
    let reported = try run.reportedAreas(flight.name)
    #expect(Set(reported.keys) == Set(surveyed.keys))
    #expect(surveyed.count == 7)
    // One hundred kilometres east of the zone's meridian a true square metre
    // is 0.99945 of one on the map.
    for (id, area) in surveyed {
      let ratio = (reported[id] ?? 0) / area
      #expect(abs(ratio - 1.00055) < 0.001, "\(id): \(ratio)")
    }
  }

  @Test func `a second call changes nothing`() throws {
    let run = try DemoRun.shared.get()
    let before = try run.files()
    #expect(before.keys.contains { $0.hasSuffix("farm-2026-05-20/results.gpkg") })
    let ending = try BuiltFurrow.run(["run", run.job.path])
    #expect(ending.code == 0)
    for flight in DemoRun.flights { #expect(ending.output.contains("\(flight.name): already done")) }
    let after = try run.files()
    #expect(before == after)
  }
}

/// The job run once for all tests, beside a copy of its flights.
struct DemoRun: Sendable {
  /// A flight and the least overlap of each class with the truth.
  struct Flight: Sendable, CustomTestStringConvertible {
    var name: String
    var floors: [ClassCode: Double]
    var testDescription: String { name }
  }

  static let flights = [
    Flight(name: "farm-2026-05-04", floors: [0: 0.96, 1: 0.84, 2: 0.55, 3: 0.5]),
    Flight(name: "farm-2026-05-20", floors: [0: 0.955, 1: 0.9, 2: 0.49, 3: 0.62]),
  ]

  static let shared = Result { try DemoRun() }

  let folder: TemporaryFolder
  var job: URL { folder.url.appendingPathComponent("jobs/demo.yaml") }

  private init() throws {
    folder = try TemporaryFolder()
    let jobs = folder.url.appendingPathComponent("jobs")
    try FileManager.default.createDirectory(at: jobs, withIntermediateDirectories: false)
    try FileManager.default.copyItem(
      at: Self.repository.appendingPathComponent("jobs/demo.yaml"),
      to: jobs.appendingPathComponent("demo.yaml"))
    try FileManager.default.copyItem(
      at: Self.repository.appendingPathComponent("fixtures"),
      to: folder.url.appendingPathComponent("fixtures"))
    let ending = try BuiltFurrow.run(["run", job.path])
    guard ending.code == 0 else { throw DemoFailure(errors: ending.errors) }
  }

  static let repository = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func fixture(_ name: String) -> URL { repository.appendingPathComponent("fixtures/\(name)") }

  func results(_ flight: String) -> URL { folder.url.appendingPathComponent("out/demo/\(flight)") }

  /// Every file of the results with its bytes and its time of change, without
  /// the catalog's log and the locks.
  func files() throws -> [String: FileState] {
    let root = folder.url.appendingPathComponent("out/demo")
    var states: [String: FileState] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: root.path) ?? .init() {
      let path = root.appendingPathComponent(name).path
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      guard attributes[.type] as? FileAttributeType == .typeRegular, !name.hasPrefix(".furrow") else {
        continue
      }
      guard !name.hasSuffix("-wal"), !name.hasSuffix("-shm") else { continue }
      states[name] = FileState(
        bytes: try Data(contentsOf: URL(fileURLWithPath: path)),
        changed: attributes[.modificationDate] as? Date)
    }
    return states
  }

  /// The areas in square metres by field, from the flight's table.
  func reportedAreas(_ flight: String) throws -> [String: Double] {
    let table = try String(
      contentsOf: results(flight).appendingPathComponent("fields.csv"), encoding: .utf8)
    let rows = table.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let head = try #require(rows.first)
    let id = try #require(head.firstIndex(of: "field"))
    let area = try #require(head.firstIndex(of: "area_ha"))
    return Dictionary(
      uniqueKeysWithValues: rows.dropFirst().map { ($0[id], (Double($0[area]) ?? 0) * 10_000) })
  }

  /// The areas that the generator measured on the map, from the boundary file.
  static func surveyedAreas() throws -> [String: Double] {
    struct File: Decodable {
      struct Feature: Decodable { var properties: Properties }
      struct Properties: Decodable {
        var fieldId: String
        var areaM2: Double
      }
      var features: [Feature]
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let file = try decoder.decode(File.self, from: Data(contentsOf: fixture("fields.geojson")))
    return Dictionary(
      uniqueKeysWithValues: file.features.map { ($0.properties.fieldId, $0.properties.areaM2) })
  }

  /// The first band of a raster of classes.
  static func classes(_ url: URL) throws -> [ClassCode] {
    let file = try MosaicFile.open(RasterLocator(path: url.path))
    let window = PixelWindow(file.mosaic.size)
    let reader = try file.makeReader()
    return try [ClassCode](unsafeUninitializedCapacity: window.pixelCount) { buffer, count in
      try reader.read(
        window, bands: [1], into: UnsafeMutableRawPointer(try #require(buffer.baseAddress)),
        rowStride: window.width, planeStride: window.pixelCount)
      count = window.pixelCount
    }
  }
}

/// What a file holds and when it was changed.
struct FileState: Hashable, Sendable {
  var bytes: Data
  var changed: Date?
}

/// The job did not run.
struct DemoFailure: Error {
  var errors: String
}
