import Pixels

/// A kind of mapping with the keys that it may have.
package protocol DocumentSection: Sendable {
  /// The keys.
  var keys: [String] { get }
}

/// The mappings of a job file with the keys that each may have.
///
/// The raw value is the JSON pointer, with "-" for an element of a list.
enum JobSection: String, CaseIterable, DocumentSection {
  case job = ""
  case flights = "/flights"
  case mosaic = "/flights/mosaics/-"
  case mosaicBands = "/flights/mosaics/-/bands"
  case watchedPlace = "/flights/watch/-"
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
  case slurm = "/slurm"
  case limits = "/limits"
  case allow = "/allow"
  case drift = "/drift"
  case quality = "/quality"
  case train = "/train"
  case trainingScene = "/train/scenes/-"
  case sceneFields = "/train/scenes/-/fields"
  case labels = "/train/scenes/-/labels/-"
  case folds = "/train/folds"
  case forest = "/train/forest"
  case samples = "/train/samples"
  case augmentation = "/train/augmentation"
  case evaluate = "/evaluate"
  case evaluationScene = "/evaluate/scenes/-"
  case evaluationFields = "/evaluate/scenes/-/fields"
  case evaluationLabels = "/evaluate/scenes/-/labels/-"
  case notify = "/notify"
  case webhook = "/notify/webhook"
  case retries = "/retries"
  case keep = "/keep"

  var keys: [String] {
    switch self {
    case .job:
      [
        "version", "name", "flights", "fields", "only", "sensor", "indices", "legend", "segment", "cleaning",
        "outputs", "processing", "engine", "slurm", "limits", "allow", "untrusted", "drift", "quality",
        "train",
        "evaluate", "retries", "keep", "until", "metrics", "notify",
      ]
    case .flights:
      [
        "folder", "pattern", "mosaics", "date", "watch", "settle", "manifest", "fingerprint", "name",
        "sensors", "date_tag",
      ]
    case .watchedPlace: ["folder", "pattern", "recursive", "files", "list"]
    case .mosaic: ["file", "name", "date", "bands"]
    case .mosaicBands, .sensorBands: BandRole.allCases.map(\.rawValue)
    case .fields, .sceneFields, .evaluationFields: ["file", "layer", "id", "crop", "row_spacing", "crs"]
    case .sensor: ["profile", "bands", "scale", "nodata", "crs"]
    case .nodata: ["value", "rule"]
    case .indices: ["report", "custom"]
    case .customIndex: ["name", "expression"]
    case .legendClass: ["code", "name", "color", "kind", "group"]
    case .segment: ["rules", "otherwise", "fixed", "model", "smoothing"]
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
    case .slurm:
      [
        "shards", "partition", "account", "time", "memory", "cpus", "at_once", "requeue", "resubmit",
        "program", "environment", "options", "reduce_options",
      ]
    case .limits: Limits.keys
    case .allow: ["remote"]
    case .drift: ["action", "false_alarm", "tolerance", "separability"]
    case .quality:
      [
        "max_overexposed", "max_underexposed", "min_sharpness", "max_implausible", "max_nodata",
        "min_coverage", "action",
      ]
    default: trainingKeys
    }
  }

  private var trainingKeys: [String] {
    switch self {
    case .train:
      [
        "scenes", "folds", "gate", "features", "context", "forest", "samples", "class_weights",
        "augmentation", "smoothing", "decision", "seed", "model", "licence",
      ]
    case .trainingScene, .evaluationScene: ["flight", "mosaic", "labels", "unlabelled", "fields"]
    case .labels, .evaluationLabels:
      [
        "file", "format", "values", "layer", "attribute", "crs", "classes", "annotator", "point_radius",
      ]
    case .folds: ["by", "side", "count", "buffer", "seed"]
    case .forest:
      [
        "kind", "rounds", "depth", "learning_rate", "min_child_weight", "subsample", "columns", "search",
        "early_stopping",
      ]
    case .samples: ["per_class", "per_scene"]
    case .augmentation:
      [
        "copies", "gain", "gamma", "white_balance", "gradient", "shadow", "blur", "noise", "scale",
        "rotation", "flip",
      ]
    case .evaluate: ["scenes", "block", "tolerance", "severity"]
    case .notify: ["when", "mail", "webhook"]
    case .webhook: ["url_file", "url_environment"]
    case .retries: ["attempts", "backoff", "longest"]
    case .keep: ["age", "versions", "per_field", "space", "work", "events"]
    default: []
    }
  }
}
