import JobDefinition
import Pixels

extension CardReader {
  func drift(_ value: JobValue) -> ModelCard.Drift? {
    guard let section = value.section(of: CardSection.drift) else { return nil }
    let file = section.required("file").flatMap(driftFile)
    let hash = section.required("sha256").flatMap(hash)
    let blocks = section.required("blocks")?.integer(in: 0...1_000_000)
    let pixels = section.required("pixels")?.integer(in: 0...1_000_000_000)
    guard let file, let hash, let blocks, let pixels else { return nil }
    return .init(file: file, sha256: hash, blockCount: blocks, pixelCount: pixels)
  }

  private func driftFile(_ value: JobValue) -> String? {
    guard let text = value.text() else { return nil }
    if text == DriftReference.fileName { return text }
    value.fail("\(value.summary) is not '\(DriftReference.fileName)'")
    return nil
  }

  func parent(_ value: JobValue) -> ModelCard.Parent? {
    guard let section = value.section(of: CardSection.parent) else { return nil }
    let name = section.required("name").flatMap { $0.text() }
    let hash = section.required("sha256").flatMap(hash)
    let created = section.required("created").flatMap(date)
    let added = section.required("added")?.list().compactMap { $0.text() }
    let pixels = section["pixels"].map {
      byClass($0) { $0.integer(in: -1_000_000_000_000...1_000_000_000_000) }
    }
    guard let name, let hash, let created, let added else { return nil }
    return .init(
      name: name, sha256: hash, created: created, addedScenes: added, addedPixels: pixels ?? [:])
  }

  func date(_ value: JobValue) -> CalendarDate? {
    guard let text = value.text() else { return nil }
    if let date = CalendarDate(text) { return date }
    value.fail("\(value.summary) is not a date such as 2026-05-04")
    return nil
  }
}
