/// Job files that are right.
enum JobTexts {
  static let minimal = """
    version: 1
    name: a
    flights: {folder: flights}
    indices: {report: [ndvi]}

    """

  /// Every section and every key but those that exclude one another.
  static let full = #"""
    version: 1
    name: north-farm
    flights:
      folder: flights
      pattern: "*.tif"
      mosaics:
        - {file: a.tif, date: 2026-05-04}
        - {name: p4d, date: 2026-05-04, bands: {red: red.tif, nir: /data/nir.tif}}
        - {file: b_20260505.tif, name: second}
      date: "\\d{4}-\\d{2}-\\d{2}"
    fields: {file: fields.gpkg, layer: fields, id: field_id, crop: crop, row_spacing: row_spacing_m, crs: "EPSG:32632"}
    sensor:
      profile: micasense-rededge-m
      bands: {blue: 1, green: 2, red: 3, nir: 5}
      scale: 32768
      nodata: {value: 0, rule: any}
      crs: "EPSG:32632"
    indices:
      report: [ndvi, myidx]
      custom:
        - name: myidx
          expression: >
            (nir - red)
            / (nir + red)
    legend:
      - {code: 1, name: soil, color: "#8c6d46", kind: stuff, group: soil}
      - {code: 2, name: crop, color: "#2E7D32", kind: thing, group: crop}
      - {code: 3, name: weed, color: "#c62828", kind: thing, group: weed}
    segment:
      rules:
        - {class: weed, when: "exg > otsu and ndvi < 0.2"}
        - {class: crop, when: exg > otsu}
      otherwise: soil
      fixed: {"exg > otsu": 0.113}
    cleaning:
      - majority: {size: 3}
      - open: {class: crop, radius: 1}
      - close: {class: crop, radius: 2}
      - relabel: {class: crop, smaller_than_m2: 0.05, become: weed}
      - relabel: {class: weed, larger_than_m2: 2, become: crop}
      - sieve: {smaller_than_m2: 0.01, class: weed, connectivity: 4}
      - sieve: {smaller_than_m2: 0.02}
      - fill_holes: {smaller_than_m2: 0.01}
    outputs: {folder: out, confidence: true, indices: [ndvi], patches: false, report: false}
    processing: {tile_size: 256, threads: 2}
    limits: {max_pixels: 1000000, max_memory_mb: 512}
    allow: {remote: false}

    """#

  /// The forms that `full` has no room for.
  static let other = """
    version: 1
    name: B.2_x
    flights: {mosaics: [{file: a.tif}]}
    fields: {file: fields.gpkg, id: fid}
    sensor: {bands: BGRReN, scale: counts, nodata: {value: nan}}
    indices: {}
    processing: {tile_size: 512.0}

    """

  /// `full` with one piece of text replaced, which must occur once.
  static func full(_ old: String, _ new: String, in text: String = full) -> String {
    let parts = text.split(separator: old, omittingEmptySubsequences: false)
    precondition(parts.count == 2, "'\(old)' occurs \(parts.count - 1) times")
    return parts.joined(separator: new)
  }
}
