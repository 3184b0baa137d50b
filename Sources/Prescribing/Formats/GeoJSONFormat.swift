import Agronomy
import GeoFiles

/// RFC 7946 GeoJSON: a polygon for each connected piece of one rate.
struct GeoJSONFormat: PrescriptionFormat {
  let name = "geojson"
  let summary = "GeoJSON polygons with 'rate' and 'unit'"

  func fit(_ content: PrescriptionContent) -> (content: PrescriptionContent, notes: [String]) {
    (content, [])
  }

  func write(_ content: PrescriptionContent, to staging: StagedPrescription) throws {
    try staging.require(anyEnding: ["geojson", "json"], format: name)
    let writer = try VectorWriter(path: staging.content, format: .geoJSON)
    let layer = try writer.makeLayer(
      "prescription", geometry: .polygons, crsWKT: content.ground.degrees.wkt,
      columns: [
        VectorColumn("field_id", .text), VectorColumn("product", .text), VectorColumn("rate", .real),
        VectorColumn("unit", .text),
      ])
    for piece in try RatePolygons(content).pieces {
      try writer.append(
        .polygons([piece.polygon]),
        [
          .text(content.field), .text(content.product), .real(piece.rate),
          .text(content.prescription.unit.rawValue),
        ], to: layer)
    }
    try writer.finish()
  }

  func product(_ content: PrescriptionContent, in staging: StagedPrescription) throws -> Double {
    let polygons = try RatedPolygon.read(path: staging.content, attribute: "rate")
    return polygons.reduce(0) { $0 + $1.rate * $1.squareMetres } / 10_000
  }
}
