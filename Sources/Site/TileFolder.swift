internal import Foundation
internal import GeoFiles

/// Tiles that an earlier site holds and a new one takes over.
enum TileFolder {
  /// Gives every tile of a folder a second name in another.
  ///
  /// - Returns: How many there are.
  /// - Throws: `OutputError` where a file cannot be taken over.
  static func takeOver(_ source: String, to target: String) throws(OutputError) -> Int {
    try PlainFile.makeFolder(target)
    var count = 0
    for zoom in names(source) {
      try PlainFile.makeFolder("\(target)/\(zoom)")
      for column in names("\(source)/\(zoom)") {
        try PlainFile.makeFolder("\(target)/\(zoom)/\(column)")
        for tile in names("\(source)/\(zoom)/\(column)") {
          let end = "/\(zoom)/\(column)/\(tile)"
          try PlainFile.place(source + end, at: target + end)
          count += 1
        }
      }
    }
    return count
  }

  /// How many tiles a folder holds.
  static func count(_ folder: String) -> Int {
    names(folder).reduce(0) { sum, zoom in
      sum + names("\(folder)/\(zoom)").reduce(0) { $0 + names("\(folder)/\(zoom)/\($1)").count }
    }
  }

  private static func names(_ folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }
}
