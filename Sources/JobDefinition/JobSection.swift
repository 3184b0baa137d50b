import Pixels

/// The mappings of a job file with the keys that each may have.
///
/// The raw value is the JSON pointer, with "-" for an element of a list.
enum JobSection: String, CaseIterable {
  case job = ""
  case flights = "/flights"
  case mosaic = "/flights/mosaics/-"
  case mosaicBands = "/flights/mosaics/-/bands"
  case fields = "/fields"
  case sensor = "/sensor"
  case sensorBands = "/sensor/bands"
  case nodata = "/sensor/nodata"
  case indices = "/indices"
  case customIndex = "/indices/custom/-"
  case legendClass = "/legend/-"
  case segment = "/segment"
  case rule = "/segment/rules/-"
  case cleaningStep = "/cleaning/-"
  case majority = "/cleaning/-/majority"
  case open = "/cleaning/-/open"
  case close = "/cleaning/-/close"
  case relabel = "/cleaning/-/relabel"
  case sieve = "/cleaning/-/sieve"
  case fillHoles = "/cleaning/-/fill_holes"
  case outputs = "/outputs"
  case processing = "/processing"
  case limits = "/limits"
  case allow = "/allow"

  var keys: [String] {
    switch self {
    case .job:
      [
        "version", "name", "flights", "fields", "sensor", "indices", "legend", "segment", "cleaning",
        "outputs", "processing", "limits", "allow",
      ]
    case .flights: ["folder", "pattern", "mosaics", "date"]
    case .mosaic: ["file", "name", "date", "bands"]
    case .mosaicBands, .sensorBands: BandRole.allCases.map(\.rawValue)
    case .fields: ["file", "layer", "id", "crop", "row_spacing", "crs"]
    case .sensor: ["profile", "bands", "scale", "nodata", "crs"]
    case .nodata: ["value", "rule"]
    case .indices: ["report", "custom"]
    case .customIndex: ["name", "expression"]
    case .legendClass: ["code", "name", "color", "kind", "group"]
    case .segment: ["rules", "otherwise", "fixed"]
    case .rule: ["class", "when"]
    default: cleaningAndOutputKeys
    }
  }

  private var cleaningAndOutputKeys: [String] {
    switch self {
    case .cleaningStep: CleaningStep.Kind.allCases.map(\.rawValue)
    case .majority: ["size"]
    case .open, .close: ["class", "radius"]
    case .relabel: ["class", "smaller_than_m2", "larger_than_m2", "become"]
    case .sieve: ["smaller_than_m2", "class", "connectivity"]
    case .fillHoles: ["smaller_than_m2"]
    case .outputs: ["folder", "confidence", "indices", "patches", "report"]
    case .processing: ["tile_size", "threads"]
    case .limits: ["max_pixels", "max_memory_mb"]
    case .allow: ["remote"]
    default: []
    }
  }
}
