package import Pixels

extension JobReader {
  package static func legend(_ value: JobValue) -> Legend? {
    let values = value.list(atLeast: 1)
    let entries = values.map(entry)
    var codes = Set<ClassCode>()
    var names = Set<String>()
    var isRight = !entries.isEmpty
    for (value, entry) in zip(values, entries) {
      guard let entry else {
        isRight = false
        continue
      }
      if !codes.insert(entry.code).inserted {
        value.fail(LegendError.repeatedCode(entry.code).description)
        isRight = false
      }
      if !names.insert(entry.name).inserted {
        value.fail(LegendError.repeatedName(entry.name).description)
        isRight = false
      }
    }
    return isRight ? try? Legend(entries.compactMap(\.self)) : nil
  }

  private static func entry(_ value: JobValue) -> Legend.Entry? {
    guard let section = value.section(.legendClass) else { return nil }
    let code = section.required("code").flatMap { $0.integer(in: 0...254) }
    let name = section.required("name").flatMap(className)
    let color = section.required("color").flatMap(color)
    let kind = section.required("kind").flatMap { $0.choice(of: Legend.Kind.self) }
    let group = section.required("group").flatMap { $0.choice(of: Legend.Group.self) }
    guard let code, let name, let color, let kind, let group else { return nil }
    return .init(code: ClassCode(code), name: name, color: color, kind: kind, group: group)
  }

  private static func className(_ value: JobValue) -> String? {
    guard let name = value.text() else { return nil }
    if name.unicodeScalars.count <= 64 { return name }
    value.fail("\(value.summary) is longer than 64 characters")
    return nil
  }

  private static func color(_ value: JobValue) -> Legend.Color? {
    guard let text = value.text() else { return nil }
    if text.unicodeScalars.allSatisfy(\.isASCII), let color = Legend.Color(hex: text) { return color }
    value.fail("\(value.summary) is not a colour such as \"#8c6d46\" (in quotes)")
    return nil
  }

  /// Reads how pixels get a class: by rules or by a model.
  func read(_ value: JobValue, into job: inout Job) {
    guard let section = value.section(.segment) else { return }
    guard let model = section["model"] else {
      if section["rules"] == nil, section["otherwise"] == nil, section["fixed"] == nil {
        value.fail("key 'rules' or 'model' is missing")
      } else {
        job.segment = ruleSet(section)
      }
      section["smoothing"]?.fail("only the probabilities of a model can be smoothed")
      return
    }
    for key in ["rules", "otherwise", "fixed"] where section[key] != nil {
      section[key]?.fail("pixels get their class either from rules or from a model")
    }
    let smoothing = section["smoothing"].flatMap(smoothing)
    job.model = path(model).map { ModelSelection(folder: $0, smoothing: smoothing) }
  }

  /// The sigma of a Gaussian in pixels; 0 for none.
  func smoothing(_ value: JobValue) -> Double? { value.number(in: TrainingSelection.smoothingRange) }

  private func ruleSet(_ section: JobSectionReader) -> RuleSet? {
    let rules = section.required("rules")?.list(atLeast: 1).compactMap(rule) ?? []
    let otherwise = section.required("otherwise").flatMap(code)
    let fixed = section["fixed"].map(fixedThresholds) ?? [:]
    return otherwise.map { RuleSet(rules: rules, otherwise: $0, fixedThresholds: fixed) }
  }

  private func rule(_ value: JobValue) -> RuleSet.Rule? {
    guard let section = value.section(.rule) else { return nil }
    let code = section.required("class").flatMap(code)
    let condition = section.required("when").flatMap { $0.expression() }
    guard let code, let condition else { return nil }
    return .init(code: code, condition: condition)
  }

  private func fixedThresholds(_ value: JobValue) -> [String: Double] {
    var thresholds: [String: Double] = [:]
    for member in value.members() ?? [] { thresholds[member.key] = member.value.number() }
    return thresholds
  }
}
