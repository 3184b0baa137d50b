import Catalog
import GeoFiles

/// The layers and tables of a season's package.
enum SeasonLayer: String, CaseIterable {
  case fields
  case patches
  case flights
  case classAreas = "class_areas"
  case indexFigures = "index_figures"
  case runs

  /// `nil` for a table without places.
  var geometry: VectorGeometry.Kind? {
    switch self {
    case .fields, .flights: .polygons
    case .patches: .point
    case .classAreas, .indexFigures, .runs: nil
    }
  }

  /// The columns, first those that every row begins with.
  var columns: [VectorColumn] {
    [VectorColumn("job", .text), VectorColumn("flight", .text), VectorColumn("taken_on", .text)] + own
  }

  private var own: [VectorColumn] {
    switch self {
    case .fields:
      [
        VectorColumn("field_id", .text), VectorColumn("crop", .text), VectorColumn("area_ha", .real),
        VectorColumn("covered_percent", .real),
      ]
    case .patches:
      [VectorColumn("class", .text), VectorColumn("area_m2", .real), VectorColumn("field_id", .text)]
    case .flights: [VectorColumn("sensor", .text), VectorColumn("pixel_m", .real)]
    case .classAreas:
      [
        VectorColumn("field_id", .text), VectorColumn("class", .text), VectorColumn("area_m2", .real),
        VectorColumn("percent", .real), VectorColumn("corrected_m2", .real), VectorColumn("lower_m2", .real),
        VectorColumn("upper_m2", .real), VectorColumn("patches", .integer),
      ]
    case .indexFigures:
      [
        VectorColumn("field_id", .text), VectorColumn("index_name", .text), VectorColumn("mean", .real),
        VectorColumn("standard_deviation", .real),
      ] + IndexFigures.shares.map { VectorColumn("p\(Int(($0 * 100).rounded()))", .real) }
    case .runs:
      [
        VectorColumn("run_id", .integer), VectorColumn("valid_pixels", .integer),
        VectorColumn("nodata_pixels", .integer), VectorColumn("warnings", .integer),
        VectorColumn("mask_path", .text), VectorColumn("area_correction_source", .text),
      ]
    }
  }
}
