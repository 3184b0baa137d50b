import Pixels

extension JobReader {
  func training(_ value: JobValue) -> TrainingSelection? {
    guard let section = value.section(.train) else { return nil }
    let scenes = section.required("scenes")?.list(atLeast: 1).compactMap { scene($0, .training) } ?? []
    var training = TrainingSelection(scenes: scenes)
    training.features = section["features"].map { expressions($0, atLeast: 1) } ?? []
    training.model = section["model"].flatMap(path)
    training.gate = section["gate"].flatMap { $0.expression() }
    training.context = section["context"].map { expressions($0, atLeast: 0) } ?? []
    if let folds = section["folds"] { read(folds, into: &training.folds) }
    if let forest = section["forest"] { read(forest, into: &training.forest) }
    if let samples = section["samples"] { read(samples, into: &training.samples) }
    if let weights = section["class_weights"].flatMap(classWeights) { training.classWeights = weights }
    if let augmentation = section["augmentation"] {
      training.augmentation = TrainingSelection.Augmentation()
      read(augmentation, into: &training.augmentation)
    }
    if let smoothing = section["smoothing"].flatMap(smoothing) { training.smoothing = smoothing }
    if let decision = section["decision"]?.choice(of: TrainingSelection.Decision.self) {
      training.decision = decision
    }
    if let seed = section["seed"].flatMap(seed) { training.seed = seed }
    training.licence = section["licence"].flatMap { $0.text() }
    return training
  }

  private func seed(_ value: JobValue) -> Int? { value.integer(in: TrainingSelection.seeds) }

  /// Expressions, each once.
  private func expressions(_ value: JobValue, atLeast least: Int) -> [String] {
    var seen = Set<String>()
    return value.list(atLeast: least).compactMap { value in
      guard let text = value.expression() else { return nil }
      if seen.insert(text).inserted { return text }
      value.fail("\(value.summary) is named twice")
      return nil
    }
  }

  /// The sections that describe scenes.
  struct SceneSections {
    var scene: JobSection
    var fields: JobSection
    var labels: JobSection

    static let training = SceneSections(scene: .trainingScene, fields: .sceneFields, labels: .labels)
    static let evaluation = SceneSections(
      scene: .evaluationScene, fields: .evaluationFields, labels: .evaluationLabels)
  }

  func scene(_ value: JobValue, _ sections: SceneSections) -> TrainingSelection.Scene? {
    guard let section = value.section(sections.scene) else { return nil }
    let source = source(section)
    let labels =
      section.required("labels")?.list(atLeast: 1).compactMap { self.labels($0, sections.labels) } ?? []
    let unlabelled = section["unlabelled"].flatMap(code)
    let fields = section["fields"].flatMap { self.fields($0, sections.fields) }
    guard let source else { return nil }
    checkWildcards(of: labels, in: section, source: source)
    return .init(source: source, labels: labels, unlabelled: unlabelled, fields: fields)
  }

  private func source(_ section: JobSectionReader) -> TrainingSelection.Scene.Source? {
    switch (section["flight"], section["mosaic"]) {
    case (let flight?, nil):
      if self.section["flights"] == nil { flight.fail("there is no flight to name without 'flights'") }
      return name(flight).map(TrainingSelection.Scene.Source.flight)
    case (nil, let mosaic?):
      guard let path = path(mosaic) else { return nil }
      let isPattern = path.written.wholeMatch(of: /[^*]*(\*[^*\/]*)?/) != nil
      if isPattern { return .files(path) }
      mosaic.fail("\(mosaic.summary) has more than one '*', or one that is not in the file's name")
    case (nil, nil): section.whole.fail("key 'flight' or 'mosaic' is missing")
    case (_?, let mosaic?): mosaic.fail("a scene has either 'flight' or 'mosaic'")
    }
    return nil
  }

  /// Labels of many images need a name with a `*`, and a `*` there needs many images.
  private func checkWildcards(
    of labels: [TrainingSelection.Labels], in section: JobSectionReader,
    source: TrainingSelection.Scene.Source
  ) {
    if case .files(let path) = source, path.hasWildcard { return }
    if let file = labels.first(where: \.file.hasWildcard)?.file {
      section["labels"]?.fail(
        "'\(file.written)' has a '*', but the scene's own path has none that it could repeat")
    }
  }

  private func read(_ value: JobValue, into folds: inout TrainingSelection.Folds) {
    guard let section = value.section(.folds) else { return }
    if let unit = section["by"]?.choice(of: TrainingSelection.Folds.Unit.self) { folds.unit = unit }
    if let side = section["side"] {
      if let length = length(side, isPositive: true) { folds.side = length }
      if folds.unit != .blocks { side.fail("only blocks have a side") }
    }
    if let count = section["count"]?.integer(in: TrainingSelection.Folds.counts) { folds.count = count }
    if let buffer = section["buffer"].flatMap({ length($0, isPositive: false) }) { folds.buffer = buffer }
    if let seed = section["seed"].flatMap(seed) { folds.seed = seed }
  }

  private func read(_ value: JobValue, into samples: inout TrainingSelection.Samples) {
    guard let section = value.section(.samples) else { return }
    let counts = TrainingSelection.Samples.counts
    if let count = section["per_class"]?.integer(in: counts) { samples.perClass = count }
    samples.perScene = section["per_scene"]?.integer(in: counts)
  }

  private func classWeights(_ value: JobValue) -> TrainingSelection.ClassWeights? {
    guard case .scalar = value.node else {
      guard let members = value.members() else { return nil }
      if members.isEmpty { value.fail("no class is named") }
      return .given(byClass(members) { $0.positiveNumber() })
    }
    switch value.scalar {
    case .text("balanced"): return .balanced
    case .text("none"): return TrainingSelection.ClassWeights.none
    case .text(let word):
      value.fail(
        "expected balanced, none or a mapping from classes to numbers, found \(value.summary)",
        suggestion: NearestName.nearest(to: word, among: ["balanced", "none"]))
    default: value.unexpected("balanced, none or a mapping from classes to numbers")
    }
    return nil
  }

  /// A mapping from classes of the legend.
  func byClass<Content>(
    _ members: [(key: String, keyMark: JobMark, value: JobValue)], _ read: (JobValue) -> Content?
  ) -> [ClassCode: Content] {
    var result: [ClassCode: Content] = [:]
    for member in members {
      let content = read(member.value)
      guard let legend else { continue }
      if let entry = legend.entry(named: member.key) {
        result[entry.code] = content
      } else {
        member.value.findings.add(
          "the legend has no class \(member.key.quotedForReaders)", at: member.keyMark,
          pointer: member.value.pointer,
          suggestion: NearestName.nearest(to: member.key, among: legend.entries.map(\.name)))
      }
    }
    return result
  }

  /// A length in pixels or on the ground.
  func length(_ value: JobValue, isPositive: Bool) -> TrainingSelection.Length? {
    guard let text = value.text() else { return nil }
    if let length = TrainingSelection.Length(text), !isPositive || length.value > 0 { return length }
    value.fail("\(value.summary) is not a length\(isPositive ? " above 0" : "") such as '32 px' or '0.5 m'")
    return nil
  }
}
