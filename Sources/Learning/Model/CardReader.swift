import JobDefinition
import Pixels
import Spectral
import Yams

/// Turns the sections of a card into values. What is wrong is reported; `nil`
/// then stands for the card.
struct CardReader {
  let section: JobSectionReader
  let completeness: ModelCardDecoder.Completeness
  let legend: Legend?

  init(_ section: JobSectionReader, completeness: ModelCardDecoder.Completeness) {
    self.section = section
    self.completeness = completeness
    legend = section["legend"].flatMap(JobReader.legend)
  }

  func card() -> ModelCard? {
    if section["legend"] == nil { section.whole.fail("key 'legend' is missing") }
    let name = section.required("name").flatMap(name)
    let created = created()
    let version = furrowVersion()
    let sensor = section.required("sensor").flatMap(sensor)
    let gate = section["gate"].flatMap { self.gate($0, roles: sensor?.roles) }
    let stages = section.required("stages").map { self.stages($0, roles: sensor?.roles) } ?? []
    guard let name, let created, let version, let sensor, let legend else {
      readRest(into: nil)
      return nil
    }
    var card = ModelCard(
      name: name, created: created, furrowVersion: version, legend: legend, sensor: sensor, stages: stages)
    card.gate = gate
    return readRest(into: card)
  }

  /// Reads what a card need not have; without a card only to report.
  @discardableResult
  private func readRest(into card: ModelCard?) -> ModelCard? {
    var card = card
    card?.licence = section["licence"].flatMap { $0.text() }
    card?.summary = section["description"].flatMap { $0.text() }
    card?.pixelSide = section["pixel_side_m"].flatMap(pixelSide)
    if let decision = section["decision"].flatMap(decision) { card?.decision = decision }
    if let sigma = section["smoothing"]?.number(in: TrainingSelection.smoothingRange) {
      card?.smoothing = sigma
    }
    card?.training = section["training"].flatMap(training)
    card?.drift = section["drift"].flatMap(drift)
    card?.parent = section["parent"].flatMap(parent)
    card?.metrics = section["metrics"].flatMap(metrics)
    card?.areaCorrection = section["area_correction"].map { .mapping(freeMembers($0)) }
    card?.notes = section["notes"]?.list().compactMap { $0.text() } ?? []
    return card
  }

  private func name(_ value: JobValue) -> String? {
    guard let text = value.text() else { return nil }
    if text.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]{0,63}/) != nil { return text }
    value.fail(
      "\(value.summary) is not a name (a letter or digit, then up to 63 letters, digits, '.', '_' or '-')")
    return nil
  }

  private func created() -> CalendarDate? {
    if case .draft(let today, _) = completeness, section["created"] == nil { return today }
    return section.required("created").flatMap(date)
  }

  private func furrowVersion() -> String? {
    if case .draft(_, let version) = completeness, section["furrow"] == nil { return version }
    return section.required("furrow").flatMap { $0.text() }
  }

  private func pixelSide(_ value: JobValue) -> ModelCard.PixelSide? {
    guard let section = value.section(of: CardSection.pixelSide) else { return nil }
    let trained = section.required("trained").flatMap { $0.positiveNumber() }
    let from = section["from"].flatMap { $0.positiveNumber() } ?? trained.map { $0 / 2 }
    let to = section["to"].flatMap { $0.positiveNumber() } ?? trained.map { $0 * 2 }
    guard let trained, let from, let to else { return nil }
    guard from <= trained, trained <= to else {
      value.fail("the side that the model was trained at is not between 'from' and 'to'")
      return nil
    }
    return .init(trainedMetres: trained, acceptedMetres: from...to)
  }

  private func decision(_ value: JobValue) -> ModelCard.Decision? {
    guard let section = value.section(of: CardSection.decision) else { return nil }
    var decision = ModelCard.Decision()
    if let temperature = section["temperature"]?.positiveNumber() { decision.temperature = temperature }
    decision.weights = section["weights"].map { byClass($0) { $0.positiveNumber() } } ?? [:]
    return decision
  }

  /// A class of the legend by its name.
  func code(_ value: JobValue) -> ClassCode? {
    guard let name = value.text(), let legend else { return nil }
    if let entry = legend.entry(named: name) { return entry.code }
    value.fail(
      "the legend has no class \(value.summary)",
      suggestion: NearestName.nearest(to: name, among: legend.entries.map(\.name)))
    return nil
  }

  /// A mapping from names of classes.
  func byClass<Content>(_ value: JobValue, _ read: (JobValue) -> Content?) -> [ClassCode: Content] {
    var result: [ClassCode: Content] = [:]
    for member in value.members() ?? [] {
      let content = read(member.value)
      guard let legend else { continue }
      if let entry = legend.entry(named: member.key) {
        result[entry.code] = content
      } else {
        value.findings.add(
          "the legend has no class \(member.key.quotedForReaders)", at: member.keyMark,
          pointer: member.value.pointer,
          suggestion: NearestName.nearest(to: member.key, among: legend.entries.map(\.name)))
      }
    }
    return result
  }
}
