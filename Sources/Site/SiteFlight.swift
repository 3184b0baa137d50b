internal import Catalog
internal import Exporting
internal import Pixels
internal import Reporting

/// What the site tells of a flight, without its fields' figures.
struct SiteFlight: Sendable {
  /// The run's number as text: the name of its folder in the site.
  var key: String
  /// The run and its flight.
  var run: CurrentRun
  /// The flight as it was recorded.
  var record: FlightRecord?
  /// The classes of the mask.
  var classes: [Legend.Entry]
  /// What the reader must know.
  var notices: [String]
  /// How like the flight is to what its model was trained on.
  var drift: RunDrift?
  /// Where corrected areas come from.
  var correction: String?
  /// The rasters that are shown.
  var layers: [(layer: SiteLayer, tiled: TiledLayer)] = []
  /// Names and sizes of the files to download.
  var files: [(name: String, byteCount: Int)] = []

  /// Takes what counts of a flight.
  init(_ flight: ExportedFlight, record: FlightRecord?) {
    let results = flight.results
    key = String(flight.run.id.rawValue)
    run = flight.run
    self.record = record
    classes = results.classes
    notices = results.warnings
    drift = results.drift
    correction = results.areaCorrectionSource
  }

  /// True where the figures do not count.
  var isWithheld: Bool { drift?.action == .withheld }

  /// The path of a folder of the flight within the site.
  func folder(_ name: String) -> String { "flights/\(key)/\(name)" }

  /// The flight as the page reads it.
  var json: JSONValue {
    .object([
      "key": .string(key), "run": .integer(Int(run.id.rawValue)), "job": .string(run.jobName),
      "flight": .string(run.flightName), "date": .optional(run.takenOn),
      "sensor": .string(record?.sensor ?? ""),
      "pixel_m": .optional(record?.pixelAreaSquareMetres.squareRoot()),
      "classes": .array(classes.map(Self.json)),
      "layers": .array(layersJSON),
      "files": .array(filesJSON), "notices": .array(noticesJSON),
      "drift": driftJSON, "correction": .optional(correction),
    ])
  }

  private var layersJSON: [JSONValue] {
    layers.map { $0.tiled.json($0.layer, folder: folder($0.layer.name)) }
  }

  private var filesJSON: [JSONValue] {
    files.map { file in
      .object([
        "name": .string(file.name), "path": .string("\(folder("files"))/\(file.name)"),
        "bytes": .integer(file.byteCount),
      ])
    }
  }

  private var noticesJSON: [JSONValue] {
    let others = notices.map { Self.notice("note", $0) }
    guard let drift, drift.verdict == .drifted else { return others }
    let end = isWithheld ? "; its figures are withheld" : ""
    return [Self.notice("drift", drift.reason + end)] + others
  }

  private var driftJSON: JSONValue {
    guard let drift else { return .null }
    return .object([
      "verdict": .string(drift.verdict.rawValue), "is_marked": .flag(drift.verdict == .drifted),
      "is_withheld": .flag(isWithheld), "reason": .string(drift.reason),
    ])
  }

  private static func notice(_ kind: String, _ text: String) -> JSONValue {
    .object(["kind": .string(kind), "text": .string(text)])
  }

  private static func json(_ entry: Legend.Entry) -> JSONValue {
    .object([
      "code": .integer(Int(entry.code)), "name": .string(entry.name), "color": .string(entry.color.hex),
      "group": .string(entry.group.rawValue),
    ])
  }
}
