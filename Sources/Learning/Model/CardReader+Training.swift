import JobDefinition
import Pixels
import Yams

extension CardReader {
  func training(_ value: JobValue) -> ModelCard.Training? {
    guard let section = value.section(of: CardSection.training) else { return nil }
    let scenes = section.required("scenes")?.list(atLeast: 1).compactMap(scene) ?? []
    var training = ModelCard.Training(scenes: scenes)
    training.folds = section["folds"].flatMap(folds)
    training.seed = section["seed"]?.integer(in: TrainingSelection.seeds)
    training.parameters = section["parameters"].map(freeMembers) ?? [:]
    training.augmentation = section["augmentation"].map(freeMembers) ?? [:]
    training.samples = section["samples"].map { byClass($0, count) } ?? [:]
    return training
  }

  private func count(_ value: JobValue) -> Int? { value.integer(in: 0...1_000_000_000_000_000) }

  private func scene(_ value: JobValue) -> ModelCard.Training.Scene? {
    guard let section = value.section(of: CardSection.scene) else { return nil }
    let name = section.required("name").flatMap { $0.text() }
    let fingerprint = section.required("fingerprint").flatMap { $0.text() }
    let file = section.required("file").flatMap(fileName)
    let pixels = section.required("pixels").map { byClass($0, count) }
    guard let name, let fingerprint, let file, let pixels else { return nil }
    var scene = ModelCard.Training.Scene(name: name, fingerprint: fingerprint, file: file, pixels: pixels)
    scene.date = section["date"].flatMap(date)
    return scene
  }

  private func fileName(_ value: JobValue) -> String? {
    guard let text = value.text() else { return nil }
    if !text.contains("/") { return text }
    value.fail("\(value.summary) is not a file's name without its folder")
    return nil
  }

  private func folds(_ value: JobValue) -> TrainingSelection.Folds? {
    guard let section = value.section(of: CardSection.folds) else { return nil }
    var folds = TrainingSelection.Folds()
    let unit = section.required("by").flatMap { $0.choice(of: TrainingSelection.Folds.Unit.self) }
    if let unit { folds.unit = unit }
    if let side = section["side"].flatMap({ length($0, isPositive: true) }) { folds.side = side }
    if let unit, unit != .blocks { section["side"]?.fail("only blocks have a side") }
    if let count = section.required("count")?.integer(in: TrainingSelection.Folds.counts) {
      folds.count = count
    }
    if let buffer = section["buffer"].flatMap({ length($0, isPositive: false) }) { folds.buffer = buffer }
    if let seed = section["seed"]?.integer(in: TrainingSelection.seeds) { folds.seed = seed }
    return folds
  }

  private func length(_ value: JobValue, isPositive: Bool) -> TrainingSelection.Length? {
    guard let text = value.text() else { return nil }
    if let length = TrainingSelection.Length(text), !isPositive || length.value > 0 { return length }
    value.fail("\(value.summary) is not a length\(isPositive ? " above 0" : "") such as '32 px' or '0.5 m'")
    return nil
  }

  func metrics(_ value: JobValue) -> ModelCard.Metrics? {
    guard let section = value.section(of: CardSection.metrics) else { return nil }
    var metrics = ModelCard.Metrics()
    metrics.meanIoU = section["miou"].flatMap { figure($0, .meanIoU) }
    metrics.iou = section["iou"].map { byClass($0) { figure($0, .iou) } } ?? [:]
    metrics.accuracy = section["accuracy"].flatMap { figure($0, .accuracy) }
    metrics.kappa = section["kappa"].flatMap { figure($0, .kappa) }
    let errors = section["ece"].flatMap { $0.section(of: CardSection.calibrationError) }
    metrics.calibrationErrorBefore = errors?["before"].flatMap { $0.number(in: 0...1) }
    metrics.calibrationErrorAfter = errors?["after"].flatMap { $0.number(in: 0...1) }
    return metrics
  }

  private func figure(_ value: JobValue, _ kind: CardSection) -> ModelCard.Metrics.Figure? {
    guard let section = value.section(of: kind) else { return nil }
    let range = kind == .kappa ? -1.0...1 : 0.0...1
    let low = section["low"].flatMap { $0.number(in: range) }
    let high = section["high"].flatMap { $0.number(in: range) }
    return section.required("value").flatMap { $0.number(in: range) }.map { .init($0, low: low, high: high) }
  }

  /// A mapping of which only the form is known.
  func freeMembers(_ value: JobValue) -> [String: CardValue] {
    var result: [String: CardValue] = [:]
    for member in value.members() ?? [] { result[member.key] = free(member.value) }
    return result
  }

  private func free(_ value: JobValue) -> CardValue {
    switch value.node {
    case .mapping: return .mapping(freeMembers(value))
    case .sequence: return .list(value.list().map(free))
    default: break
    }
    switch value.scalar {
    case .flag(let flag): return .flag(flag)
    case .integer(let integer): return .number(Double(integer))
    case .number(let number):
      if !number.isFinite { value.unexpected("a finite number") }
      return .number(number)
    case .text(let text): return .text(text)
    case .null, nil: return .null
    }
  }
}
