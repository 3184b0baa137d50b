import Exporting
import GeoFiles
import Grid
import Pixels
import Reporting

/// What was exported as a raster, for people.
struct RasterSheet: ExportSheet {
  let outcome: RasterOutcome
  let selection: ExportSelection

  var text: String {
    (outcome.paths + [place, grid] + counts + notes).map { $0 + "\n" }.joined()
  }

  var json: JSONValue {
    let grid = outcome.grid
    let transform = grid.transform
    return .object([
      "what": .string(what), "flight": .string(selection.flight.run.flightName),
      "field": .optional(selection.field), "format": .string(outcome.format),
      "paths": .strings(outcome.paths), "crs": .string("\(grid.crs)"),
      "width_pixels": .integer(grid.size.width), "height_pixels": .integer(grid.size.height),
      "geo_transform": .array(
        [
          transform.originX, transform.columnX, transform.rowX, transform.originY, transform.columnY,
          transform.rowY,
        ].map(JSONValue.number)), "valid_pixels": .integer(outcome.tally.validPixels),
      "classes": .array((outcome.kind.legend?.entries ?? []).map(classCount)),
      "sampling": .optional(outcome.sampling.map { "\($0)" }), "left_out": .strings(outcome.leftOut),
    ])
  }

  private func classCount(_ entry: Legend.Entry) -> JSONValue {
    .object([
      "code": .integer(Int(entry.code)), "name": .string(entry.name),
      "pixels": .integer(outcome.tally.counts[Int(entry.code)]),
    ])
  }

  private var place: String {
    let field = selection.field.map { ", field \($0): pixels whose larger part lies in it" } ?? ""
    return "  \(what) of flight \(selection.flight.run.flightName)\(field)"
  }

  private var what: String {
    if case .mask = outcome.kind { "mask" } else { outcome.kind.name }
  }

  private var grid: String {
    let (grid, transform) = (outcome.grid, outcome.grid.transform)
    let (width, height) = (
      (transform.columnX * transform.columnX + transform.columnY * transform.columnY).squareRoot(),
      (transform.rowX * transform.rowX + transform.rowY * transform.rowY).squareRoot()
    )
    let unit = grid.crs.isInDegrees ? "°" : " \(grid.crs.unitName)"
    let sides = [width, height].map { Number.text($0, significant: 8) }.joined(separator: " x ")
    let corner = [transform.originX, transform.originY].map { Number.text($0, significant: 12) }
    return "  \(grid.size) pixels of \(sides)\(unit) from \(corner.joined(separator: " ")), \(grid.crs)"
  }

  private var counts: [String] {
    guard let legend = outcome.kind.legend else {
      return ["  \(Number.grouped(outcome.tally.validPixels)) pixels with a value"]
    }
    return legend.entries.map {
      "  \($0.name): \(Number.count(outcome.tally.counts[Int($0.code)], "pixel"))"
    }
  }

  private var notes: [String] {
    var notes: [String] = []
    switch outcome.sampling {
    case .nearest: notes.append("pixels have the value of the raster's pixel at their centre")
    case .commonest: notes.append("pixels have the commonest value of those that they cover")
    case .mean: notes.append("pixels have the mean of the values that they cover")
    case nil: break
    }
    if !outcome.leftOut.isEmpty {
      notes.append("left out, and nodata now: \(outcome.leftOut.joined(separator: ", "))")
    }
    return notes.map { "  " + $0 }
  }
}
