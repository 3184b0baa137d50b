internal import GRDB
import Grid
import Pixels

// How rows of the catalog become values again.

extension FlightRecord {
  /// Reads the columns of `flight`.
  init(_ row: Row) throws {
    let c: [Double] = CatalogJSON.list(row["geotransform"])
    guard c.count == 6 else {
      throw CatalogError.refused(
        operation: "read flight '\(row["name"] as String)'", reason: "its geotransform is not six numbers")
    }
    self.init(
      name: row["name"], path: row["path"], fingerprint: row["fingerprint"], takenOn: row["taken_on"],
      size: PixelSize(width: row["width_pixels"], height: row["height_pixels"]), crsName: row["crs_name"],
      crsWKT: row["crs_wkt"],
      geoTransform: GeoTransform(
        originX: c[0], columnX: c[1], rowX: c[2], originY: c[3], columnY: c[4], rowY: c[5]),
      pixelAreaSquareMetres: row["pixel_area_m2"], sensor: row["sensor"],
      bands: CatalogJSON.list(row["bands"]), sampleType: SampleType(rawValue: row["sample_type"]) ?? .uint8,
      byteCount: row["size_bytes"])
  }
}

extension FieldRecord {
  /// Reads the columns of `field`.
  init(_ row: Row) {
    self.init(
      fieldID: row["field_id"], crop: row["crop"], rowSpacingMetres: row["row_spacing_m"],
      areaSquareMetres: row["area_m2"], boundaryHash: row["boundary_hash"])
  }
}

extension ClassArea {
  /// Reads the columns of `class_area`.
  init(_ row: Row) {
    let count: Int? = row["patches"]
    self.init(
      code: row["code"], areaSquareMetres: row["area_m2"], fraction: row["fraction"],
      corrected: CorrectedArea(row),
      patches: count.map {
        PatchFigures(
          count: $0, medianSquareMetres: row["patch_median_m2"], largestSquareMetres: row["patch_largest_m2"])
      })
  }
}

extension CorrectedArea {
  /// Reads the columns of `class_area`; `nil` where they are empty.
  init?(_ row: Row) {
    guard let area: Double = row["corrected_area_m2"] else { return nil }
    self.init(areaSquareMetres: area, margin: Margin(row))
  }
}

extension CorrectedArea.Margin {
  fileprivate init?(_ row: Row) {
    let (error, lower, upper): (Double?, Double?, Double?) = (
      row["area_standard_error_m2"], row["corrected_lower_m2"], row["corrected_upper_m2"]
    )
    guard let error, let lower, let upper else { return nil }
    self.init(standardErrorSquareMetres: error, lowerSquareMetres: lower, upperSquareMetres: upper)
  }
}

extension IndexFigures {
  /// Reads the columns of `index_figure`.
  init(_ row: Row) {
    let percentiles: [Double?] = ["p5", "p10", "p25", "p50", "p75", "p90", "p95"].map { row[$0] }
    self.init(
      indexName: row["index_name"], mean: row["mean"], standardDeviation: row["standard_deviation"],
      minimum: row["minimum"], maximum: row["maximum"],
      percentiles: percentiles.contains(nil) ? [] : percentiles.compactMap(\.self),
      validAreaSquareMetres: row["valid_area_m2"], nonfinitePixels: row["nonfinite_pixels"])
  }
}

extension Finding {
  /// Reads the columns of `finding`.
  init(_ row: Row) {
    self.init(
      name: row["name"], value: row["value"], unit: row["unit"], standardError: row["standard_error"])
  }
}

extension Legend.Entry {
  /// Reads the columns of `class`.
  init(_ row: Row) {
    self.init(
      code: row["code"], name: row["name"],
      color: Legend.Color(hex: row["color"]) ?? Legend.Color(red: 0, green: 0, blue: 0),
      kind: Legend.Kind(rawValue: row["kind"]) ?? .stuff,
      group: Legend.Group(rawValue: row["class_group"]) ?? .other)
  }
}
