import Pixels

extension JobReader {
  func sensor(_ value: JobValue) -> SensorDescription? {
    guard let section = value.section(.sensor) else { return nil }
    return SensorDescription(
      profile: section["profile"].flatMap { $0.text() },
      bands: section["bands"].flatMap(bands),
      scale: section["scale"].flatMap(scale),
      nodata: section["nodata"].flatMap(nodata),
      referenceSystem: section["crs"].flatMap { $0.text() })
  }

  private func bands(_ value: JobValue) -> SensorDescription.Bands? {
    switch value.node {
    case .mapping: return bandNumbers(value).map(SensorDescription.Bands.numbers)
    case .scalar:
      guard let code = value.text() else { return nil }
      if code.unicodeScalars.count <= 64,
        code.unicodeScalars.allSatisfy({ $0.isASCIILetterOrDigit && $0.value > 57 })
      {
        return .code(code)
      }
      value.fail("\(value.summary) is not a band code such as BGRReN")
    default: value.unexpected("a band code such as BGRReN or a mapping from roles to band numbers")
    }
    return nil
  }

  private func bandNumbers(_ value: JobValue) -> [BandRole: Int]? {
    var taken: [Int: BandRole] = [:]
    let values = roles(value, .sensorBands)
    for role in BandRole.allCases {
      guard let value = values[role], let number = value.integer(in: 1...65_535) else { continue }
      if let other = taken.updateValue(role, forKey: number) {
        value.fail("band \(number) is both \(other.rawValue) and \(role.rawValue)")
      }
    }
    return Dictionary(uniqueKeysWithValues: taken.map { ($0.value, $0.key) })
  }

  private func scale(_ value: JobValue) -> SensorDescription.Scale? {
    let expected = "a number above 0, counts or reflectance"
    switch value.scalar {
    case .integer, .number: return value.number(expected) { $0 > 0 }.map(SensorDescription.Scale.divisor)
    case .text("counts"): return .counts
    case .text("reflectance"): return .reflectance
    case .text(let word):
      value.fail(
        "expected \(expected), found \(value.summary)",
        suggestion: NearestName.nearest(to: word, among: ["counts", "reflectance"]))
    default: value.unexpected(expected)
    }
    return nil
  }

  private func nodata(_ value: JobValue) -> SensorDescription.Nodata? {
    guard let section = value.section(.nodata) else { return nil }
    let number = section.required("value").flatMap(nodataValue)
    let rule = section["rule"].flatMap { $0.choice(of: SensorDescription.Nodata.Rule.self) }
    return number.map { .init(value: $0, rule: rule ?? .all) }
  }

  private func nodataValue(_ value: JobValue) -> Double? {
    switch value.scalar {
    case .text("nan"): .nan
    case .number(let number) where number.isNaN: .nan
    default: value.number("a number or nan")
    }
  }

  func indices(_ value: JobValue) -> IndexSelection? {
    guard let section = value.section(.indices) else { return nil }
    var names = Set<String>()
    let custom = section["custom"]?.list().compactMap { value -> IndexSelection.Custom? in
      guard let section = value.section(.customIndex) else { return nil }
      let name = section.required("name").flatMap { $0.indexName() }
      let expression = section.required("expression").flatMap { $0.expression() }
      guard let name, let expression else { return nil }
      if !names.insert(name).inserted { section["name"]?.fail("index '\(name)' is defined twice") }
      return .init(name: name, expression: expression)
    }
    return IndexSelection(report: section["report"]?.indexNames() ?? [], custom: custom ?? [])
  }
}
