import Catalog
import Foundation
import Pixels
import Reporting

/// The files of a flight as a STAC item links to them.
struct ItemAssets {
  private(set) var json: [String: JSONValue] = [:]

  /// - Parameter folder: The item's folder, from which links lead.
  /// - Throws: `ExportError` where a file is gone.
  init(_ flight: ExportedFlight, record: FlightRecord, folder: String) throws {
    for output in flight.results.outputs {
      let name = (output.path as NSString).lastPathComponent
      guard let type = Self.type(of: name) else { continue }
      let path = try flight.path(ofFile: name, what: output.kind)
      var asset: [String: JSONValue] = [
        "href": .string(Self.link(to: path, from: folder)), "type": .string(type),
        "roles": .array([.string(name.hasSuffix(".tif") ? "data" : "metadata")]),
        "title": .string(output.kind), "file:size": .integer(output.byteCount),
        // A multihash: SHA-256, 32 bytes.
        "file:checksum": .string("1220" + output.sha256),
      ]
      if name.hasSuffix(".tif") { Self.describe(output.kind, flight.legend, &asset) }
      json[output.kind == "results" || output.kind == "fields" ? name : output.kind] = .object(asset)
    }
    json["mosaic"] = .object([
      "href": .string(Self.link(to: record.path, from: folder)), "roles": .array([.string("source")]),
      "type": .string("image/tiff; application=geotiff"), "title": .string("mosaic"),
      "bands": .array(record.bands.map { .object(["name": .string(Self.role(of: $0))]) }),
      "data_type": .string(record.sampleType.rawValue),
    ])
  }

  private static func describe(_ kind: String, _ legend: Legend, _ asset: inout [String: JSONValue]) {
    let isByte = ["mask", "confidence"].contains(kind)
    asset["data_type"] = .string(isByte ? "uint8" : "float32")
    asset["nodata"] = isByte ? .integer(255) : .string("nan")
    if kind == "confidence" { asset["unit"] = .string("%") }
    guard kind == "mask" else { return }
    asset["furrow:classes"] = .array(
      legend.entries.map {
        .object([
          "value": .integer(Int($0.code)), "title": .string($0.name), "color": .string($0.color.hex),
          "kind": .string($0.kind.rawValue), "group": .string($0.group.rawValue),
        ])
      })
  }

  /// What a band measures, of the catalog's "red=3".
  private static func role(of band: String) -> String { String(band.prefix { $0 != "=" }) }

  private static func type(of name: String) -> String? {
    let types = [
      ".tif": "image/tiff; application=geotiff; profile=cloud-optimized",
      ".gpkg": "application/geopackage+sqlite3", ".csv": "text/csv", ".html": "text/html",
    ]
    return types.first { name.hasSuffix($0.key) }?.value
  }

  /// A relative reference from a folder to a file, escaped as addresses are.
  static func link(to path: String, from folder: String) -> String {
    let file = URL(fileURLWithPath: path).standardizedFileURL.pathComponents
    let start = URL(fileURLWithPath: folder).standardizedFileURL.pathComponents
    let common = zip(file, start).prefix { $0 == $1 }.count
    let steps = [String](repeating: "..", count: start.count - common) + file.dropFirst(common)
    var allowed = CharacterSet.urlPathAllowed
    allowed.remove(charactersIn: ":")
    let parts = steps.map { $0.addingPercentEncoding(withAllowedCharacters: allowed) ?? $0 }
    return (steps.first == ".." ? "" : "./") + parts.joined(separator: "/")
  }
}
