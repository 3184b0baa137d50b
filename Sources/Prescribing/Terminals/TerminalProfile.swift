import Foundation
import Yams

/// What a terminal wants of a Shapefile; one YAML file each.
public struct TerminalProfile: Codable, Hashable, Sendable {
  /// How numbers of rates are written.
  public struct Rate: Codable, Hashable, Sendable {
    /// The column, at most ten letters.
    public var column: String
    /// The digits behind the point; 0 for whole numbers.
    public var decimals: Int
  }

  /// The name on the command line.
  public var name: String
  /// What it is, in a few words.
  public var summary: String
  /// Where the files go in the folder or archive, with `{stem}` for the
  /// shortened field's name and `{ending}` for the file's.
  public var path: String
  /// The most letters of the shortened name.
  public var stemLength: Int
  /// True where the terminal takes a zip archive alone.
  public var isArchive: Bool
  /// Where rates are.
  public var rate: Rate
  /// A column with a number for each polygon from 1; `nil` for none.
  public var idColumn: String?
  /// The most polygons; `nil` for any number.
  public var maximumAreas: Int?
  /// The most bytes of all files together; `nil` for any number.
  public var maximumBytes: Int?
  /// False where what gets nothing is left out.
  public var hasZeroAreas: Bool
  /// Where its rules come from.
  public var source: String

  enum CodingKeys: String, CodingKey {
    case name, summary, path, rate, source
    case stemLength = "stem_length"
    case isArchive = "archive"
    case idColumn = "id_column"
    case maximumAreas = "maximum_areas"
    case maximumBytes = "maximum_bytes"
    case hasZeroAreas = "zero_areas"
  }

  /// Reads a profile.
  ///
  /// - Parameter file: The file's name for messages.
  /// - Throws: `PrescribingError.profile`.
  public init(yaml: String, file: String) throws(PrescribingError) {
    do {
      self = try YAMLDecoder().decode(TerminalProfile.self, from: yaml)
    } catch {
      throw .profile(file: file, reason: Self.words(error))
    }
    if let wrong { throw .profile(file: file, reason: wrong) }
  }

  private static func words(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, _): "it has no '\(key.stringValue)'"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "'\(context.codingPath.map(\.stringValue).joined(separator: "."))' is not what it should be"
    default: "it is not YAML"
    }
  }

  /// What keeps it from being used.
  private var wrong: String? {
    let columns = [rate.column] + (idColumn.map { [$0] } ?? [])
    if columns.contains(where: { !Self.isColumn($0) }) {
      return "columns have one to ten capital letters, digits and underscores"
    }
    if !(0...6).contains(rate.decimals) { return "rates have 0 to 6 decimals" }
    if !path.contains("{stem}") || !path.contains("{ending}") { return "'path' needs {stem} and {ending}" }
    if path.hasPrefix("/") || path.split(separator: "/").contains("..") { return "'path' must stay inside" }
    if !(1...64).contains(stemLength) { return "'stem_length' is 1 to 64" }
    return nil
  }

  private static func isColumn(_ name: String) -> Bool {
    (1...10).contains(name.utf8.count)
      && name.utf8.allSatisfy { (65...90).contains($0) || (48...57).contains($0) || $0 == 95 }
  }

  /// A field's name as the terminal can show it: capital letters, digits and
  /// underscores of ASCII; other letters lose what is around them, the rest
  /// goes away. "FIELD" where nothing is left.
  public func stem(of field: String) -> String {
    let spelled = ["ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "œ": "oe"]
    let words = field.lowercased().precomposedStringWithCanonicalMapping
      .map { spelled[String($0)] ?? String($0) }.joined()
    let plain = words.decomposedStringWithCanonicalMapping.unicodeScalars.compactMap { scalar -> Character? in
      guard scalar.isASCII else { return nil }
      let letter = Character(scalar)
      return letter.isLetter || letter.isNumber ? letter : " -_.".unicodeScalars.contains(scalar) ? "_" : nil
    }
    let whole = String(plain).uppercased().trimmingCharacters(in: ["_"])
    let stem = String(whole.prefix(stemLength)).trimmingCharacters(in: ["_"])
    return stem.isEmpty ? String("FIELD".prefix(stemLength)) : stem
  }
}
