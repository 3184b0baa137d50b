internal import Foundation
internal import GeoFiles

/// Leaflet as the machine has it: copied into a site, never shipped.
public struct MapLibrary: Hashable, Sendable {
  /// Where it lies.
  public let folder: String

  /// Where Debian's package libjs-leaflet puts it.
  public static let ofSystem = MapLibrary(folder: "/usr/share/javascript/leaflet")

  private static let script = "leaflet.js"
  private static let style = "leaflet.css"
  private static let pictures = ["layers.png", "layers-2x.png"]

  /// Names the folder with `leaflet.js` and `leaflet.css`.
  public init(folder: String) { self.folder = folder }

  /// True where it is there.
  public var isInstalled: Bool {
    [Self.script, Self.style].allSatisfy { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
  }

  /// The library's own words on its version, as "Leaflet 1.6.0"; `nil` where
  /// it is not there or says nothing.
  public var version: String? {
    guard let file = FileHandle(forReadingAtPath: "\(folder)/\(Self.script)") else { return nil }
    defer { try? file.close() }
    let head = String(decoding: (try? file.read(upToCount: 300)) ?? Data(), as: UTF8.self)
    guard let start = head.range(of: "Leaflet ") else { return nil }
    let number = head[start.upperBound...].prefix { $0.isNumber || $0 == "." }
    return number.isEmpty ? nil : "Leaflet \(number)"
  }

  /// Copies what the page needs, with the licence in the script's head.
  ///
  /// - Throws: `SiteError.noMapLibrary`, `OutputError`.
  func copy(to target: String) throws {
    guard isInstalled else { throw SiteError.noMapLibrary(folder: folder) }
    try PlainFile.makeFolder(target)
    try PlainFile.makeFolder("\(target)/images")
    for name in [Self.script, Self.style] + Self.pictures.map({ "images/\($0)" }) {
      guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
      try PlainFile.write(Array(bytes), to: "\(target)/\(name)")
    }
  }
}
