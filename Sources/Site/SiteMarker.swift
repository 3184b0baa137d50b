internal import Foundation
internal import GeoFiles

/// The file that tells a site from any other folder, with what it was made from.
struct SiteMarker: Codable, Hashable, Sendable {
  /// The file's name in the site.
  static let name = "furrow-site.json"

  /// Which kind of file this is.
  var format = 1
  /// The layers by their folders, as "flights/12/mask".
  var layers: [String: TiledLayer] = [:]
  /// Rasters that were what the run made, byte for byte, as "flights/12/mask.tif".
  var rasters: [String: FileState] = [:]

  /// Reads the marker of a site; `nil` where there is none that can be read.
  init?(of folder: String) {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(Self.name)"),
      let marker = try? JSONDecoder().decode(SiteMarker.self, from: data)
    else { return nil }
    self = marker
  }

  /// An empty one.
  init() {}

  /// Writes it into a site.
  ///
  /// - Throws: `OutputError`.
  func write(to folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try PlainFile.write(Array(try encoder.encode(self)), to: "\(folder)/\(Self.name)")
  }

  /// Refuses to replace what is no site.
  ///
  /// - Throws: `SiteError.foreignFolder` where a folder holds something but no
  ///   marker.
  static func check(_ target: String) throws(SiteError) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: target)) ?? []
    guard names.isEmpty || names.contains(name) else { throw .foreignFolder(target) }
  }
}
