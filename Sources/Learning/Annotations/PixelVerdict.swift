import Grid
import Pixels

/// What the counted pixels mean.
struct PixelVerdict {
  private(set) var findings: [AnnotationFinding] = []
  private(set) var classes: [AnnotationFindings.ClassFigure] = []
  private(set) var totals: [AnnotationFindings.ClassTotal] = []
  private(set) var agreements: [AnnotationFindings.Agreement] = []
  private(set) var unlabelledShare = 0.0

  private let check: AnnotationCheck
  private var limit: Int { check.rules.placeLimit }

  init(check: AnnotationCheck, pass: PixelPass) {
    self.check = check
    for (layer, overlap) in zip(pass.layers, pass.overlaps) {
      tellFigures(layer)
      tellOverlaps(overlap, of: layer.layer)
      tellNodata(layer)
      tellGaps(layer)
    }
    total(pass.layers)
    for tally in pass.agreements { tellAgreement(tally) }
    let areas = pass.layers.map(\.layer.labels.extent.pixelCount)
    let labelled = pass.layers.reduce(0) { $0 + $1.pixels.reduce(0, +) }
    let total = areas.reduce(0, +)
    unlabelledShare = total > 0 ? 1 - Double(labelled) / Double(total) : 0
  }

  private func name(_ code: ClassCode) -> String { check.legend[code]?.name ?? "class \(code)" }

  private mutating func tellFigures(_ tally: LayerTally) {
    for entry in check.legend.entries {
      let pixels = tally.pixels[Int(entry.code)]
      classes.append(
        AnnotationFindings.ClassFigure(
          annotator: tally.layer.annotator, code: entry.code, objects: tally.objects(entry.code),
          pixels: pixels, areaSquareMetres: check.pixelAreaSquareMetres.map { $0 * Double(pixels) },
          blocks: tally.blocks(entry.code)))
    }
  }

  private mutating func tellOverlaps(_ tally: OverlapTally, of layer: AnnotationLayer) {
    let ranked = tally.places.sorted { one, two in
      (two.value.count, one.key.first, one.key.second) < (one.value.count, two.key.first, two.key.second)
    }
    guard !ranked.isEmpty else { return }
    let shapes = tally.index.shapes
    for (pair, place) in ranked.prefix(limit) {
      let (one, two) = (shapes[pair.first], shapes[pair.second])
      findings.append(
        AnnotationFinding(
          .twoClasses, .warning, className: one.className, otherClass: two.className,
          annotator: layer.annotator, place: [PixelPolygon(place.window)], pixelCount: place.count,
          score: Double(place.count),
          sentence: "\(one.label) (\(one.className)) and \(two.label) (\(two.className)) "
            + "share \(place.count) \(place.count == 1 ? "pixel" : "pixels")"))
    }
    findings.append(
      AnnotationFinding(
        .twoClasses, .warning, annotator: layer.annotator, count: ranked.count,
        pixelCount: tally.pixelCount,
        sentence: "\(layer.name) put two classes on \(tally.pixelCount) pixels, "
          + "by \(ranked.count) \(ranked.count == 1 ? "pair" : "pairs") of shapes"))
  }

  private mutating func tellNodata(_ tally: LayerTally) {
    for entry in check.legend.entries {
      let count = tally.onNodata.count(entry.code)
      guard count > 0 else { continue }
      findings.append(
        AnnotationFinding(
          .onNodata, .warning, className: entry.name, annotator: tally.layer.annotator,
          place: tally.onNodata.outline(entry.code, limit: limit), count: count, pixelCount: count,
          sentence:
            "\(tally.layer.name) put '\(entry.name)' on \(count) pixels that the mosaic does not cover"
        ))
    }
  }

  private mutating func tellGaps(_ tally: LayerTally) {
    let count = tally.gaps.count(true)
    guard count > 0 else { return }
    findings.append(
      AnnotationFinding(
        .unlabelledGap, .warning, annotator: tally.layer.annotator,
        place: tally.gaps.outline(true, limit: limit), count: tally.gaps.places[true]?.count ?? 0,
        pixelCount: count,
        sentence: "\(tally.layer.name) left \(count) pixels without a label in gaps of at most "
          + "\(check.rules.gapWidth) pixels between labels"))
  }

  private mutating func total(_ tallies: [LayerTally]) {
    totals = check.legend.entries.map { entry in
      AnnotationFindings.ClassTotal(
        code: entry.code, objects: tallies.reduce(0) { $0 + $1.objects(entry.code) },
        pixels: tallies.reduce(0) { $0 + $1.pixels[Int(entry.code)] },
        blocks: Set(tallies.flatMap { ($0.present.places[entry.code] ?? [:]).keys }).count)
    }
    if check.rules.judgesRareClasses {
      findings += check.rules.rareClasses(totals, legend: check.legend)
    }
  }

  private mutating func tellAgreement(_ tally: AgreementTally) {
    let figures = tally.agreement.figures(check.legend)
    agreements += figures
    let (one, two) = (tally.first ?? "the unnamed annotator", tally.second ?? "the unnamed annotator")
    for figure in figures {
      guard let code = figure.code, figure.kappa < check.rules.leastKappa else { continue }
      findings.append(
        AnnotationFinding(
          .disagreement, .warning, className: name(code), annotator: tally.first, pixelCount: figure.pixels,
          score: figure.kappa,
          sentence: "\(one) and \(two) agree on '\(name(code))' with kappa \(figure.kappa.shown) "
            + "and IoU \(figure.intersectionOverUnion.shown) over \(figure.pixels) pixels"))
    }
    let keys = tally.places.places.keys.sorted { (tally.places.count($1), $0) < (tally.places.count($0), $1) }
    for key in keys {
      let (left, right) = (name(ClassCode(key >> 8)), name(ClassCode(key & 255)))
      let count = tally.places.count(key)
      findings.append(
        AnnotationFinding(
          .disagreement, .warning, className: left, otherClass: right, annotator: tally.first,
          place: tally.places.outline(key, limit: limit), count: tally.places.places[key]?.count ?? 0,
          pixelCount: count,
          sentence: "\(one) says '\(left)' where \(two) says '\(right)' on \(count) pixels"))
    }
  }
}
