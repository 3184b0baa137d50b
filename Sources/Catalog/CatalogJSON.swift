import Foundation

/// Lists as the catalog's JSON columns hold them.
enum CatalogJSON {
  /// The list as JSON; "null", which no column takes, where a number is not finite.
  static func text(_ list: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes]
    return (try? encoder.encode(list)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }

  /// The list of a column's JSON; empty where it is not one.
  static func list<Element: Decodable>(_ text: String) -> [Element] {
    (try? JSONDecoder().decode([Element].self, from: Data(text.utf8))) ?? []
  }
}
