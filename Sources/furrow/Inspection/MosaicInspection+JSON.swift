import GeoFiles
import Grid
import Pixels
import Reporting
import Spectral

/// An inspection for programs.
extension MosaicInspection {
  /// Everything, histograms with all of their bins.
  var json: JSONValue {
    let mosaic = file.mosaic
    return .object([
      "files": .strings(file.locator.paths),
      "size_bytes": .integer(file.bytes),
      "size_pixels": .object(Self.size(mosaic.size)),
      "sample_type": .string(mosaic.sampleType.rawValue),
      "storage": storage,
      "mask": mask,
      "file_date": .optional(file.dateTag),
      "crs": crs,
      "grid": grid,
      "profile": .optional(bands?.profile?.name),
      "bands": .array(mosaic.bands.map(band)),
      "looked_at": .object([
        "pixels": .integer(summary.pixelCount), "of_pixels": .integer(summary.mosaicPixelCount),
        "masked_pixels": .integer(summary.maskedCount),
        "partly_nodata_pixels": .integer(summary.partlyNodataCount),
      ]),
      "not_known": .array(
        unknowns.map { .object(["what": .string($0.what), "remedy": .optional($0.remedy)]) }),
      "warnings": .strings(warnings),
      "advice": .strings(file.advice),
    ])
  }

  private static func size(_ size: PixelSize) -> [String: JSONValue] {
    ["width": .integer(size.width), "height": .integer(size.height)]
  }

  private var storage: JSONValue {
    .object([
      "compression": .optional(file.compression), "predictor": .integer(file.predictor),
      "interleave": .string(file.interleave.lowercased()),
      "block": .object(Self.size(file.mosaic.blockSize)),
      "overviews": .integer(file.overviewCount), "bigtiff": .flag(file.isBigTIFF),
    ])
  }

  private var mask: JSONValue {
    switch file.mosaic.mask {
    case .none: .object(["kind": .string("none")])
    case .alpha(let band): .object(["kind": .string("alpha"), "band": .integer(band)])
    case .file: .object(["kind": .string("file")])
    }
  }

  private var crs: JSONValue {
    guard let crs = file.crs else { return .null }
    return .object([
      "name": .string(crs.name), "code": .optional(crs.authorityCode), "kind": .string(crs.kind.rawValue),
      "unit": .string(crs.unitName), "metres_per_unit": .optional(crs.metresPerUnit),
      "wkt": .string(crs.wkt),
    ])
  }

  private var grid: JSONValue {
    guard file.isGeoreferenced else { return .null }
    return .object([
      "kind": .string(transformWords),
      "transform": .array(file.transform.coefficients.map { .number($0) }),
      "north_degrees": .number(file.transform.northDegrees),
      "pixel_area_m2": .optional(pixelAreaSquareMetres), "area_ha": .optional(areaHectares),
    ])
  }

  private func band(_ band: BandDescription) -> JSONValue {
    let role = role(of: band)
    let found = summary.bands.first { $0.number == band.number }
    return .object([
      "number": .integer(band.number), "name": .string(band.name),
      "wavelength_nm": .optional(band.wavelengthNanometres), "nodata": .sample(band.nodata),
      "file_scale": .number(band.scale), "file_offset": .number(band.offset),
      "role": .optional(role?.rawValue), "role_told_by": .optional(role.map(evidence)),
      "calibration": role.map(calibration) ?? .null, "samples": found.map(samples) ?? .null,
    ])
  }

  private func calibration(_ role: BandRole) -> JSONValue {
    guard role != .alpha, let value = calibration?.bands[role] else { return .null }
    return .object([
      "kind": .string(value.kind), "scale": .number(value.scale), "offset": .number(value.offset),
      "told_by": .string(calibrationEvidence(of: role)),
    ])
  }

  private func samples(_ band: MosaicSummary.Band) -> JSONValue {
    .object([
      "valid": .integer(band.validCount), "nodata": .integer(band.nodataCount),
      "not_finite": .integer(band.nonFiniteCount), "saturated": .integer(band.saturatedCount),
      "minimum": .optional(band.minimum), "maximum": .optional(band.maximum), "mean": .optional(band.mean),
      "histogram": .object([
        "lower": .number(band.histogramLower), "upper": .number(band.histogramUpper),
        "counts": .array(band.histogram.map { .integer($0) }),
      ]),
    ])
  }
}

extension Calibration {
  fileprivate var kind: String {
    switch self {
    case .counts: "counts"
    case .reflectance: "reflectance"
    case .kelvin: "kelvin"
    }
  }
}

extension JSONValue {
  static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  static func optional(_ number: Double?) -> JSONValue { number.map { .number($0) } ?? .null }

  static func optional(_ number: Int?) -> JSONValue { number.map { .integer($0) } ?? .null }

  static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  /// A sample value, which may be "nan" or infinite.
  static func sample(_ value: Double?) -> JSONValue {
    guard let value else { return .null }
    return value.isFinite ? .number(value) : .string("\(value)")
  }
}
