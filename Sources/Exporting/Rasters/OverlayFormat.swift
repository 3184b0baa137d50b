import Foundation
import GeoFiles
import Grid
import Pixels

/// KMZ: a picture in longitudes and latitudes that phones lay on the ground.
struct OverlayFormat: RasterFormat {
  let name = "kmz"
  let extensions = [".kmz"]
  let holdsFractions = true
  /// What phones draw in one piece.
  let pictureSide: Int? = 2048

  func write(_ rows: ExportedRows, title: String, in staging: StagedFolder) throws -> [String] {
    let picture = try OverlayPicture(rows)
    let overlay = GroundOverlay(name: title, key: picture.key, note: picture.note, grid: rows.grid)
    let size = rows.grid.size
    let image = picture.pixels.withUnsafeBytes { PNGEncoder.encode($0, size: size, channels: .rgba) }
    let path = staging.path(staging.name)
    guard let image else { throw OutputError(path: path, reason: .closed) }
    try overlay.write(picture: image, to: path)
    let found = try ArchiveReader.pixels(GroundOverlay.pictureName, of: path)
    guard found.width == size.width, found.height == size.height, found.rgba == picture.pixels,
      try ArchiveReader.bytes("doc.kml", of: path) == Array(overlay.document.utf8)
    else { throw OutputError(path: path, reason: .readBack(difference: "its picture is another")) }
    return []
  }
}

/// The colours of an overlay, nodata transparent.
private struct OverlayPicture {
  var pixels: [UInt8] = []
  var key: [(color: String, meaning: String)] = []
  var note = "Pixels without a colour are not known."

  init(_ rows: ExportedRows) throws {
    switch rows.kind {
    case .mask(let legend):
      key = legend.entries.map { ($0.color.hex, $0.name) }
      try paint(rows) { legend[$0]?.color }
    case .confidence:
      ramp(from: 0, to: 100, unit: " %")
      try paint(rows) { $0 <= 100 ? ColourRamp.color(Double($0) / 100) : nil }
    case .index: try paintFractions(rows)
    }
  }

  private mutating func paint(_ rows: ExportedRows, _ color: (UInt8) -> Legend.Color?) throws {
    let colors = (0...255).map { color(UInt8($0)) }
    pixels.reserveCapacity(rows.grid.size.pixelCount * 4)
    try rows.forEach { row in
      for code in row { append(colors[Int(code)]) }
    }
  }

  private mutating func paintFractions(_ rows: ExportedRows) throws {
    var values: [Float] = []
    values.reserveCapacity(rows.grid.size.pixelCount)
    try rows.forEach { values += $0.assumingMemoryBound(to: Float.self) }
    let sorted = values.filter(\.isFinite).sorted()
    guard let first = sorted.first else { return pixels = [UInt8](repeating: 0, count: values.count * 4) }
    let low = Double(sorted[sorted.count / 50])
    let high = max(Double(sorted[sorted.count - 1 - sorted.count / 50]), low + Double(first.ulp))
    ramp(from: low, to: high, unit: "")
    for value in values {
      append(value.isFinite ? ColourRamp.color((Double(value) - low) / (high - low)) : nil)
    }
  }

  private mutating func append(_ color: Legend.Color?) {
    if let color { pixels += [color.red, color.green, color.blue, 255] } else { pixels += [0, 0, 0, 0] }
  }

  private mutating func ramp(from low: Double, to high: Double, unit: String) {
    key = [0, 0.25, 0.5, 0.75, 1].map { share in
      let value = String(format: "%.4g", low + (high - low) * share)
      return (ColourRamp.color(share).hex, "\(value)\(unit)")
    }
    note += " Values beyond the ends of the scale have the colours of its ends."
  }
}
