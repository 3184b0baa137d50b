import Foundation

/// How times are written in the catalog: UTC with milliseconds, so that text
/// order is time order and SQLite's own functions understand them.
enum CatalogTime {
  private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true, timeZone: .gmt)

  /// "2026-05-14T09:30:00.000Z".
  static func text(_ date: Date) -> String { date.formatted(style) }

  /// The time that a text of this form means; the beginning of 1970 where it
  /// is of another.
  static func date(_ text: String) -> Date {
    (try? style.parse(text)) ?? Date(timeIntervalSince1970: 0)
  }
}
