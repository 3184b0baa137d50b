import JobDefinition
import Pixels
import Spectral
import Yams

extension CardReader {
  func sensor(_ value: JobValue) -> ModelCard.Sensor? {
    guard let section = value.section(of: CardSection.sensor) else { return nil }
    let roles = section.required("roles").map(roles) ?? []
    let scale = section.required("scale").flatMap { $0.choice(of: Unit.self) }
    let samples = section["samples"].flatMap { $0.choice(of: SampleType.self) }
    let wavelengths = section["wavelengths_nm"].map(wavelengths) ?? [:]
    switch scale {
    case nil: return nil
    case .reflectance:
      section["samples"]?.fail("reflectance has no type of samples")
      return .init(roles: roles, scale: .reflectance, wavelengthsNanometres: wavelengths)
    case .counts:
      if section["samples"] == nil { value.fail("key 'samples' is missing, which counts need") }
      return samples.map { .init(roles: roles, scale: .counts($0), wavelengthsNanometres: wavelengths) }
    }
  }

  private enum Unit: String, CaseIterable {
    case reflectance
    case counts
  }

  /// The roles that pixels can have values of.
  private enum DataRole: String, CaseIterable {
    case blue, green, red, rededge, nir, thermal, value
  }

  private func roles(_ value: JobValue) -> [BandRole] {
    var roles: [BandRole] = []
    for value in value.list(atLeast: 1) {
      guard let role = value.choice(of: DataRole.self).flatMap({ BandRole(rawValue: $0.rawValue) }) else {
        continue
      }
      if roles.contains(role) { value.fail("\(value.summary) is named twice") }
      roles.append(role)
    }
    return roles
  }

  private func wavelengths(_ value: JobValue) -> [BandRole: Double] {
    guard let section = value.section(of: CardSection.wavelengths) else { return [:] }
    let pairs = BandRole.allCases.filter { $0 != .alpha }.compactMap { role in
      section[role.rawValue]?.positiveNumber().map { (role, $0) }
    }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  func gate(_ value: JobValue, roles: [BandRole]?) -> ModelCard.Gate? {
    guard let section = value.section(of: CardSection.gate) else { return nil }
    let condition = section.required("when").flatMap {
      expression($0, names: IndexCatalogue.standard.names, roles: roles)
    }
    let background = section.required("background").flatMap(code)
    let outside = section["outside"].map { byClass($0) { $0.number(in: 0...1) } } ?? [:]
    guard let condition, let background else { return nil }
    return .init(condition: condition, background: background, outside: outside)
  }

  func stages(_ value: JobValue, roles: [BandRole]?) -> [ModelCard.Stage] {
    let values = value.list(atLeast: 1)
    if values.count > 2 { value.fail("a model has one stage or two, not \(values.count)") }
    var stages: [ModelCard.Stage] = []
    for value in values {
      let names = stages.first.map { $0.classes.map { "p\($0)" } } ?? []
      guard let stage = stage(value, names: IndexCatalogue.standard.names + names, roles: roles) else {
        continue
      }
      if stages.contains(where: { $0.file == stage.file }) {
        value.fail("two stages have the file '\(stage.file)'")
      }
      stages.append(stage)
    }
    return stages
  }

  private func stage(_ value: JobValue, names: [String], roles: [BandRole]?) -> ModelCard.Stage? {
    guard let section = value.section(of: CardSection.stage) else { return nil }
    let file = section.required("file").flatMap(forestFile)
    let hash = hash(section)
    let features = section.required("features").map { self.features($0, names: names, roles: roles) }
    let classes = section.required("classes").map(classes)
    guard let file, let hash, let features, let classes else { return nil }
    return .init(file: file, sha256: hash, features: features, classes: classes)
  }

  private func hash(_ section: JobSectionReader) -> String? {
    if case .draft = completeness, section["sha256"] == nil { return "" }
    return section.required("sha256").flatMap(hash)
  }

  func hash(_ value: JobValue) -> String? {
    guard let text = value.text() else { return nil }
    if text.wholeMatch(of: /[0-9a-f]{64}/) != nil { return text }
    value.fail("\(value.summary) is not a SHA-256 hash of 64 digits 0-9 and a-f")
    return nil
  }

  private func forestFile(_ value: JobValue) -> String? {
    guard let text = value.text() else { return nil }
    if text.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]{0,63}\.json/) != nil { return text }
    value.fail("\(value.summary) is not the name of a file in the model's folder such as model.json")
    return nil
  }

  private func features(_ value: JobValue, names: [String], roles: [BandRole]?) -> [String] {
    var seen = Set<String>()
    return value.list(atLeast: 1).compactMap { value in
      guard let text = expression(value, names: names, roles: roles) else { return nil }
      if !seen.insert(text).inserted { value.fail("\(value.summary) is named twice") }
      return text
    }
  }

  /// An expression over known names that reads no other bands than the card's.
  private func expression(_ value: JobValue, names: [String], roles: [BandRole]?) -> String? {
    guard let text = value.text() else { return nil }
    let expression: Expression
    do {
      expression = try Expression(parsing: text, names: names)
    } catch {
      value.fail("\(value.summary) is not a feature: \(error)")
      return nil
    }
    if expression.hasAutomaticThreshold {
      value.fail("\(value.summary) has a threshold that each flight decides anew")
      return nil
    }
    let read = IndexCatalogue.standard.requirement(of: expression).roles
    guard let roles,
      let missing = BandRole.allCases.first(where: { read.contains($0) && !roles.contains($0) })
    else { return text }
    value.fail("\(value.summary) reads \(missing.rawValue), which is not among the sensor's roles")
    return nil
  }

  private func classes(_ value: JobValue) -> [ClassCode] {
    var codes: [ClassCode] = []
    for value in value.list(atLeast: 2) {
      guard let code = value.integer(in: 0...254).map({ ClassCode($0) }) else { continue }
      if codes.contains(code) { value.fail("class \(code) is named twice") }
      if let legend, legend[code] == nil { value.fail("the legend has no class of code \(code)") }
      codes.append(code)
    }
    return codes
  }
}
