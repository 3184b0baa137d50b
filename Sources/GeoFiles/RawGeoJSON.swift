import Foundation

/// What OGR hides of a GeoJSON file: it closes open rings without a word.
struct RawGeoJSON {
  /// The most bytes of a file; larger ones belong into a GeoPackage.
  static let byteLimit = 256 << 20

  /// For each feature in file order, where its first open ring ends.
  private let openEnds: [String?]

  /// Reads a checked file.
  init(_ file: borrowing VirtualFile) throws {
    guard file.byteCount <= Self.byteLimit else {
      throw FieldFileError(
        file: file.name, problems: ["GeoJSON of more than \(Self.byteLimit >> 20) MB is not read"])
    }
    var bytes = file.bytes(at: 0, count: Int(file.byteCount))
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard let root = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
      throw FieldFileError(file: file.name, problems: ["it is not valid JSON"])
    }
    let features = root["features"] as? [[String: Any]] ?? [root]
    openEnds = features.map { Self.openEnd(in: $0["geometry"] as? [String: Any] ?? $0) }
  }

  /// Where the first open ring of a feature ends; `nil` where all are closed.
  func openEnd(ofFeature index: Int) -> String? {
    openEnds.indices.contains(index) ? openEnds[index] : nil
  }

  private static func openEnd(in geometry: [String: Any]) -> String? {
    let rings: [Any]
    switch geometry["type"] as? String {
    case "Polygon": rings = geometry["coordinates"] as? [Any] ?? []
    case "MultiPolygon":
      rings = (geometry["coordinates"] as? [Any] ?? []).flatMap { $0 as? [Any] ?? [] }
    default: return nil
    }
    for ring in rings {
      let points = (ring as? [Any] ?? []).compactMap { $0 as? [Double] }
      guard let first = points.first, let last = points.last else { continue }
      if first.prefix(2) != last.prefix(2) { return last.prefix(2).map { "\($0)" }.joined(separator: " ") }
    }
    return nil
  }
}
