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
    limits:
      max_pixels: 1000000
      max_memory_mb: 512
      max_seconds: 600
      max_cpu_seconds: 900
      max_file_mb: 1024
      max_open_files: 256
    slurm:
      shards: 64
      partition: "long,short"
      account: farm
      time: "1-02:30"
      memory: 4G
      cpus: 2
      at_once: 50
      requeue: 1
      resubmit: 1
      program: /shared/bin/furrow
      environment: [AWS_PROFILE]
      options: ["--qos=low", "--nice"]
      reduce_options: ["--mem=8G"]
    allow: {remote: false}
    untrusted: true
    only: fields
    until: "06:00"
    metrics: metrics/farm.prom
    notify:
      when: change
      mail: [mail, -s, "{subject}", farm@example.org]
      webhook: https://example.org/hook?key=1
    retries: {attempts: 5, backoff: 2 min, longest: 12 h}
    keep: {age: 90 d, versions: 2, per_field: 10, space: 200 GB, work: 7 d, events: 400 d}

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
    until: +6h
    notify: {webhook: {url_file: secrets/hook}}

    """

  /// A job that only trains, with every key of `train`.
  /// Every key about watched places.
  static let watching = #"""
    version: 1
    name: nights
    flights:
      watch:
        - arriving
        - flights/*/north*.tif
        - {folder: /data/upload, recursive: true, pattern: "*.[tT][iI][fF]"}
        - {files: "flights/**/ortho.tif"}
        - {list: tonight.txt}
      settle: 10 min
      manifest: "{name}.done"
      fingerprint: full
      name: "(?<farm>[a-z]+)_(?<date>[0-9]{8})_(?<sensor>[a-z0-9]+)"
      sensors: {mav: dji-mavic-3m, alt: micasense-altum}
      date_tag: true
    quality:
      max_overexposed: 0.1
      max_underexposed: 0.2
      min_sharpness: 0.06
      max_implausible: 0.05
      max_nodata: off
      min_coverage: 0.5
      action: note
    indices: {report: [ndvi]}

    """#

  static let training = #"""
    version: 1
    name: learn
    sensor: {profile: rgb}
    legend:
      - {code: 1, name: soil, color: "#8c6d46", kind: stuff, group: soil}
      - {code: 2, name: potato, color: "#2e7d32", kind: thing, group: crop}
      - {code: 3, name: weed, color: "#c62828", kind: thing, group: weed}
    train:
      scenes:
        - mosaic: images/*_image.png
          labels:
            - {file: labels/*_annotation.png, format: raster, values: {soil: "#000000", potato: "#00FF00", weed: 300}}
            - {file: more/*.json, format: labelme, annotator: ben, point_radius: 2.5 px, classes: {unkraut: weed}}
          unlabelled: soil
        - mosaic: north.tif
          labels:
            - {file: outlines.gpkg, format: vector, layer: plants, attribute: label, crs: "EPSG:32632", annotator: anna, point_radius: 3cm, classes: {Kartoffel: potato}}
            - {file: coco.json, format: coco, classes: {}}
            - {file: mask.png, values: {weed: 200}}
          fields: {file: fields.gpkg, layer: fields, id: field_id, crop: crop, row_spacing: spacing, crs: "EPSG:32632"}
      folds: {by: blocks, side: 20 m, count: 4, buffer: 0 px, seed: 3}
      gate: "gaussian(exg, 2) > 0.02"
      features: [red, green, blue, exg, "gaussian(exg, 4)"]
      context: ["gaussian(p1, 8)"]
      forest: {kind: boosted, rounds: 300, depth: 8, learning_rate: 0.05, min_child_weight: 2, subsample: 1, columns: 0.8, search: small, early_stopping: 0}
      samples: {per_class: 1000, per_scene: 400}
      class_weights: {weed: 2}
      augmentation: {copies: 2, gain: 0.2, gamma: 0.05, white_balance: 0.04, gradient: 0.03, shadow: 0.5, blur: 2, noise: 0.02, scale: 0.1, rotation: false, flip: false}
      smoothing: 1.5
      decision: argmax
      seed: 9
      model: ../models/potato-weed
      licence: CC-BY-4.0

    """#

  /// A job that runs a model and trains another on its own flights.
  static let model = """
    version: 1
    name: go-on
    flights: {folder: flights}
    sensor: {}
    legend:
      - {code: 1, name: soil, color: "#8c6d46", kind: stuff, group: soil}
      - {code: 2, name: weed, color: "#c62828", kind: thing, group: weed}
    segment: {model: models/first, smoothing: 2}
    train:
      scenes:
        - {flight: north-2026-05-04, labels: [{file: a.geojson}]}
      folds: {by: flights}
      features: [ndvi]
      forest: {kind: random_forest}
      class_weights: none
      model: models/second
    until: 23:59
    notify: {when: failure, webhook: {url_environment: FARM_HOOK}}

    """

  /// A job that only names labels, to have them checked.
  static let labels = """
    version: 1
    name: look
    sensor: {profile: rgb}
    legend:
      - {code: 1, name: soil, color: "#8c6d46", kind: stuff, group: soil}
      - {code: 2, name: weed, color: "#c62828", kind: thing, group: weed}
    train:
      scenes:
        - mosaic: north.tif
          labels:
            - {file: anna.gpkg, annotator: anna}
            - {file: ben.gpkg, annotator: ben}

    """

  /// `full` with one piece of text replaced, which must occur once.
  static func full(_ old: String, _ new: String, in text: String = full) -> String {
    let parts = text.split(separator: old, omittingEmptySubsequences: false)
    precondition(parts.count == 2, "'\(old)' occurs \(parts.count - 1) times")
    return parts.joined(separator: new)
  }
}
