public import JobDefinition
import Yams

/// Reads model cards.
public enum ModelCardDecoder {
  /// What a card may leave out.
  public enum Completeness: Sendable {
    /// Nothing: the card of a model in its folder.
    case whole
    /// The date, the program's version and the hashes of its files: the card
    /// that a person writes for a model from elsewhere.
    case draft(created: CalendarDate, furrowVersion: String)
  }

  /// Reads the text of a card.
  ///
  /// - Parameters:
  ///   - text: The YAML.
  ///   - path: The file's path, which errors name.
  ///   - completeness: What it may leave out. Hashes that a draft leaves out
  ///     become empty.
  /// - Throws: `ModelError` with everything that is wrong, or that the card is
  ///   of a newer version.
  public static func decode(
    text: String, path: String, completeness: Completeness = .whole
  ) throws(ModelError) -> ModelCard {
    let findings = Findings(file: path)
    var card: ModelCard?
    if let root = JobDocument.root(of: text, findings: findings) {
      let whole = JobValue(node: root, pointer: "", findings: findings)
      if try isReadable(whole, path: path), let section = whole.section(of: CardSection.card) {
        card = CardReader(section, completeness: completeness).card()
      }
    }
    do {
      try findings.check()
    } catch {
      throw .invalidCard(error.errors)
    }
    guard let card else { throw .invalidCard([]) }
    return card
  }

  /// Whether the card says that it is of a version that can be read.
  private static func isReadable(_ whole: JobValue, path: String) throws(ModelError) -> Bool {
    guard case .mapping(let mapping) = whole.node else {
      whole.unexpected("a mapping")
      return false
    }
    guard let node = mapping.first(where: { $0.key.scalar?.string == "version" })?.value else {
      whole.fail("key 'version' is missing")
      return false
    }
    let value = JobValue(node: node, pointer: "/version", findings: whole.findings)
    guard let version = value.integer(in: 1...Int.max) else { return false }
    guard version <= ModelCard.currentVersion else {
      throw .newerVersion(card: path, version: version, known: ModelCard.currentVersion)
    }
    return true
  }
}
