import Foundation
import GeoFiles
import Grid
import Pixels
import Simulation
import TestSupport
import Testing

/// A folder with a job, its flights and its results, for one test.
struct FaultsBench {
  private let folder: TemporaryFolder

  let url: URL

  /// Makes a folder without any flight or job.
  ///
  /// - Parameter name: A folder within the temporary one, where its name matters.
  init(folder name: String = "") throws {
    folder = try TemporaryFolder()
    url = name.isEmpty ? folder.url : folder.url.appendingPathComponent(name)
    try FileManager.default.createDirectory(atPath: path("flights"), withIntermediateDirectories: true)
  }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  @discardableResult
  func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    return path(name)
  }

  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  func exists(_ name: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: path(name))) != nil
  }

  /// Everything below a folder, sorted; hidden files too.
  func listing(_ name: String) -> [String] {
    (FileManager.default.enumerator(atPath: path(name))?.compactMap { $0 as? String } ?? []).sorted()
  }

  /// The healthy mosaic under another name.
  @discardableResult
  func addHealthy(_ name: String = "healthy.tif") throws -> String {
    try write("flights/\(name)", Healthy.shared.get().mosaic)
  }

  /// Writes `job.yaml` and runs it.
  func run(_ job: FaultsJob = FaultsJob(), _ arguments: [String] = []) throws -> BuiltFurrow.Ending {
    try write("job.yaml", job.text.utf8)
    return try BuiltFurrow.run(["run", path("job.yaml")] + arguments)
  }

  /// The one value of a query on the catalog.
  func value(_ sql: String) throws -> String {
    try Oracle.tool("sqlite3", [path("results/catalog.sqlite"), sql])
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Runs a job over the flight 'bad' and a healthy one after it, and checks
  /// that the first is refused in one sentence and the second is done.
  func expectRefused(
    _ words: [String], job: FaultsJob = FaultsJob(), sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try addHealthy()
    let ending = try run(job)
    #expect(ending.code == 65, "\(ending.errors)", sourceLocation: sourceLocation)
    let sentences = ending.sentences
    #expect(sentences.count == 1, "\(ending.errors)", sourceLocation: sourceLocation)
    for word in ["flights/bad.tif"] + words {
      #expect(sentences.first?.contains(word) == true, "\(ending.errors)", sourceLocation: sourceLocation)
    }
    try expectNothing(of: "bad", sourceLocation: sourceLocation)
    try expectHealthy(sourceLocation: sourceLocation)
  }

  /// No results and no half written file of a flight.
  func expectNothing(of flight: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    #expect(!exists("results/\(flight)"), sourceLocation: sourceLocation)
    let left = listing("results").filter { !$0.hasPrefix("healthy/") && !$0.hasPrefix(".furrow/\(flight)-") }
    for suffix in [".partial", ".spool", ".gpkg", ".tif", ".html", "-journal"] {
      #expect(!left.contains { $0.hasSuffix(suffix) }, "\(left)", sourceLocation: sourceLocation)
    }
    let working = listing("results/.furrow").filter { $0.hasPrefix("\(flight)-") && $0.contains("/results") }
    #expect(working.isEmpty, sourceLocation: sourceLocation)
    #expect(
      try value("SELECT count(*) FROM v_runs WHERE flight = '\(flight)' AND state <> 'failed'") == "0",
      sourceLocation: sourceLocation)
  }

  /// The healthy flight's results are those of a run without any fault.
  func expectHealthy(sourceLocation: SourceLocation = #_sourceLocation) throws {
    #expect(
      try bytes("results/healthy/mask.tif") == Healthy.shared.get().mask, sourceLocation: sourceLocation)
    #expect(
      try value("SELECT state FROM v_runs WHERE flight = 'healthy'") == "done",
      sourceLocation: sourceLocation)
  }
}

extension BuiltFurrow.Ending {
  /// The errors that were told: what follows "furrow: " at a line's start.
  var sentences: [String] {
    errors.split(separator: "\n").filter { $0.hasPrefix("furrow: ") }
      .map { String($0.dropFirst("furrow: ".count)) }
  }
}

/// The text of a job, section by section.
struct FaultsJob {
  var flights = "{folder: flights}"
  var fields: String?
  var sensor = "{scale: 32768}"
  var rule = "ndvi > otsu"
  var report = "[ndvi]"
  var outputs = "{folder: results}"
  var processing = "{tile_size: 64, threads: 2}"
  var name = "faults"
  var more = ""

  var text: String {
    """
    version: 1
    name: \(name)
    flights: \(flights)
    \(fields.map { "fields: \($0)" } ?? "")
    sensor: \(sensor)
    indices: {report: \(report)}
    legend:
      - {code: 0, name: soil, color: "#8c6d46", kind: stuff, group: soil}
      - {code: 1, name: weed, color: "#c62828", kind: thing, group: weed}
    segment:
      rules: [{class: weed, when: "\(rule)"}]
      otherwise: soil
    outputs: \(outputs)
    processing: \(processing)
    \(more)

    """
  }
}

/// A small simulated mosaic and the mask that a run without faults makes of it.
struct Healthy {
  static let shared = Result { try Healthy() }

  let mosaic: [UInt8]
  let mask: [UInt8]

  private init() throws {
    let bench = try FaultsBench()
    let path = bench.path("flights/healthy.tif")
    try Self.writeScene(to: path)
    mosaic = try bench.bytes("flights/healthy.tif")
    let ending = try bench.run()
    try #require(ending.code == 0, "\(ending.errors)")
    mask = try bench.bytes("results/healthy/mask.tif")
  }

  private static func writeScene(to path: String) throws {
    var parameters = SceneParameters(
      seed: 3, size: PixelSize(width: 210, height: 180), pixelSizeMetres: 0.06)
    parameters.fieldSideMetres = 3.8
    parameters.trackWidthMetres = 0.4
    parameters.headlandMetres = 0.2
    parameters.trialPlotLimit = 2
    parameters.focusSpacingMetres = 3
    parameters.frameSideMetres = 3
    let source = SceneSource(scene: try FarmScene(parameters: parameters), sensor: .redEdgeM)
    let mosaic = source.mosaic
    let writer = try MosaicWriter(
      path: path, size: mosaic.size, bands: mosaic.bands, sampleType: mosaic.sampleType,
      transform: MadeMosaic.transform, crsWKT: CoordinateSystem(userInput: "EPSG:32632").wkt,
      format: MosaicFormat(tileSize: 64))
    let rowBytes = mosaic.size.width * mosaic.sampleType.byteCount
    let row = UnsafeMutableRawBufferPointer.allocate(byteCount: rowBytes * mosaic.bands.count, alignment: 16)
    defer { row.deallocate() }
    let reader = try source.makeReader()
    for number in 0..<mosaic.size.height {
      try reader.read(
        PixelWindow(columns: 0..<mosaic.size.width, rows: number..<number + 1),
        bands: mosaic.bands.map(\.number), into: #require(row.baseAddress), rowStride: rowBytes,
        planeStride: rowBytes)
      try writer.append(planes: UnsafeRawBufferPointer(row))
    }
    try writer.finish()
  }
}

/// A mosaic whose samples a test gives one by one.
struct MadeMosaic {
  /// Pixels of 4 cm, north up.
  static let transform = GeoTransform(
    originX: 500_000, columnX: 0.04, rowX: 0, originY: 5_300_000, columnY: 0, rowY: -0.04)

  var size = PixelSize(width: 100, height: 100)
  var roles: [BandRole?] = [.red, .nearInfrared]
  var type = SampleType.uint16
  var transform = Self.transform
  var crs: String? = "EPSG:32632"
  var nodata: Double?
  var tileSize = 64
  var compression = MosaicFormat.Compression.deflate

  /// Weeds left of the middle, where the red band is dark.
  static func halves(band: Int, column: Int, row: Int) -> Double {
    let grain = Double((column * 7 + row * 13) % 11) * 40
    return band == 0 ? (column < 50 ? 1500 : 6000) + grain : (column < 50 ? 15000 : 8000) + grain
  }

  /// Writes the mosaic; `value` gets the band from 0, column and row.
  func write(
    to path: String, value: (_ band: Int, _ column: Int, _ row: Int) -> Double = Self.halves
  ) throws {
    let bands = roles.enumerated().map { index, role in
      BandDescription(number: index + 1, name: role?.rawValue ?? "", role: role, nodata: nodata)
    }
    let writer = try MosaicWriter(
      path: path, size: size, bands: bands, sampleType: type, transform: transform,
      crsWKT: crs.map { try CoordinateSystem(userInput: $0).wkt } ?? "",
      format: MosaicFormat(compression: compression, tileSize: tileSize))
    for row in 0..<size.height {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(size.width * bands.count * type.byteCount)
      for band in bands.indices {
        for column in 0..<size.width { append(value(band, column, row), to: &bytes) }
      }
      try bytes.withUnsafeBytes { try writer.append(planes: $0) }
    }
    try writer.finish()
  }

  private func append(_ value: Double, to bytes: inout [UInt8]) {
    func put<Number>(_ number: Number) { withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) } }
    switch type {
    case .uint8: put(UInt8(value))
    case .uint16: put(UInt16(value))
    case .int16: put(Int16(value))
    case .float32: put(Float(value))
    }
  }
}

extension FaultsBench {
  /// A GeoPackage of rectangles on a mosaic's grid, with their ids.
  func writeFields(
    _ fields: [(id: String, columns: ClosedRange<Double>, rows: ClosedRange<Double>)],
    on mosaic: MadeMosaic = MadeMosaic()
  ) throws {
    let writer = try VectorWriter(path: path("fields.gpkg"), format: .geoPackage)
    let layer = try writer.makeLayer(
      "fields", geometry: .polygons, crsWKT: CoordinateSystem(userInput: mosaic.crs ?? "EPSG:32632").wkt,
      columns: [VectorColumn("field_id", .text)])
    for field in fields {
      let corners = [
        (field.columns.lowerBound, field.rows.lowerBound), (field.columns.upperBound, field.rows.lowerBound),
        (field.columns.upperBound, field.rows.upperBound), (field.columns.lowerBound, field.rows.upperBound),
      ].map { mosaic.transform.mapPoint(GridPoint(column: $0.0, row: $0.1)) }
      try writer.append(.polygons([MapPolygon(outer: corners)]), [.text(field.id)], to: layer)
    }
    try writer.finish()
  }
}
