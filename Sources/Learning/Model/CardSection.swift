import JobDefinition
import Pixels

/// The mappings of a card with the keys that each may have.
///
/// The raw value is the JSON pointer, with "-" for an element of a list and
/// "*" for any key.
enum CardSection: String, CaseIterable, DocumentSection {
  case card = ""
  case legendClass = "/legend/-"
  case sensor = "/sensor"
  case wavelengths = "/sensor/wavelengths_nm"
  case pixelSide = "/pixel_side_m"
  case gate = "/gate"
  case stage = "/stages/-"
  case decision = "/decision"
  case training = "/training"
  case scene = "/training/scenes/-"
  case folds = "/training/folds"
  case drift = "/drift"
  case parent = "/parent"
  case metrics = "/metrics"
  case meanIoU = "/metrics/miou"
  case iou = "/metrics/iou/*"
  case accuracy = "/metrics/accuracy"
  case kappa = "/metrics/kappa"
  case calibrationError = "/metrics/ece"

  var keys: [String] {
    switch self {
    case .card:
      [
        "version", "name", "created", "furrow", "licence", "description", "legend", "sensor",
        "pixel_side_m", "gate", "stages", "decision", "smoothing", "training", "drift", "parent", "metrics",
        "area_correction", "notes",
      ]
    case .legendClass: ["code", "name", "color", "kind", "group"]
    case .sensor: ["roles", "scale", "samples", "wavelengths_nm"]
    case .wavelengths: BandRole.allCases.filter { $0 != .alpha }.map(\.rawValue)
    case .pixelSide: ["trained", "from", "to"]
    case .gate: ["when", "background", "outside"]
    case .stage: ["file", "sha256", "features", "classes"]
    case .decision: ["temperature", "weights"]
    case .training: ["scenes", "folds", "seed", "parameters", "augmentation", "samples"]
    case .scene: ["name", "date", "fingerprint", "file", "pixels"]
    case .drift: ["file", "sha256", "blocks", "pixels"]
    case .parent: ["name", "sha256", "created", "added", "pixels"]
    case .folds: ["by", "side", "count", "buffer", "seed"]
    case .metrics: ["miou", "iou", "accuracy", "kappa", "ece"]
    case .meanIoU, .iou, .accuracy, .kappa: ["value", "low", "high"]
    case .calibrationError: ["before", "after"]
    }
  }
}
