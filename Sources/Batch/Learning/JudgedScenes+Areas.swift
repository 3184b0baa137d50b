import Learning
import Pixels
import Reporting

extension JudgedScenes {
  /// Areas on the map and corrected for its errors, of scenes and of fields.
  struct CorrectedAreas {
    var rows: [EvaluationReport.AreaRow] = []
    var note = ""
    var notices: [FlightReport.Notice] = []
  }

  /// Corrects the areas of scenes that lie somewhere.
  ///
  /// A scene with enough labelled blocks of its own is corrected by these; one
  /// with fewer, and every field, by the blocks of all scenes.
  func correctedAreas() -> CorrectedAreas {
    var found = CorrectedAreas()
    guard scenes.contains(where: \.hasPlace) else { return found }
    let correction = Result { () throws(AreaEstimateError) in
      try AreaCorrection(blocks: blocks, pixelAreas: pixelAreas)
    }
    var reasons: [String: [String]] = [:]
    for (place, mapped, own) in mappedPlaces() {
      do {
        found.rows += try Self.correct(mapped, at: place, own: own, by: correction)
      } catch AreaEstimateError.noArea {
        continue
      } catch {
        reasons[error.description, default: []].append(place)
      }
    }
    found.notices = reasons.sorted { $0.key < $1.key }.map { reason, places in
      let others = places.count > 1 ? " and \(places.count - 1) more" : ""
      return FlightReport.Notice(
        .warning, subject: places[0] + others, message: "areas are not corrected: \(reason)")
    }
    if !found.rows.isEmpty { found.note = areaNote }
    return found
  }

  /// Each scene and field with its mapped square metres by class, and the
  /// blocks that are its own.
  private func mappedPlaces() -> [(
    name: String, mapped: [ClassCode: Double], own: [BlockID: ConfusionMatrix]
  )] {
    zip(scenes, judgements).filter { $0.0.hasPlace }.flatMap { scene, judgement in
      let area = scene.pixelSideMetres * scene.pixelSideMetres
      let whole = (scene.name, judgement.scores.matrix.mappedAreas(ofPixel: area), judgement.blocks)
      let fields = zip(scene.fields, judgement.fields).map { field, matrix in
        (name(of: field, in: scene), matrix.mappedAreas(ofPixel: area), [BlockID: ConfusionMatrix]())
      }
      return [whole] + fields
    }
  }

  private static func correct(
    _ mapped: [ClassCode: Double], at place: String, own: [BlockID: ConfusionMatrix],
    by correction: Result<AreaCorrection, AreaEstimateError>
  ) throws(AreaEstimateError) -> [EvaluationReport.AreaRow] {
    if own.values.count(where: { $0.total > 0 }) >= BlockBootstrap.fewestBlocks {
      return try AreaEstimate(blocks: own, mappedAreas: mapped).classes.map {
        EvaluationReport.AreaRow(
          place, $0.code, mapped: $0.mappedArea, corrected: $0.area, interval: $0.interval,
          error: $0.standardError)
      }
    }
    return try correction.get().corrected(mappedSquareMetres: mapped).map {
      EvaluationReport.AreaRow(
        place, $0.code, mapped: $0.mappedSquareMetres, corrected: $0.squareMetres, interval: $0.interval,
        error: $0.standardErrorSquareMetres)
    }
  }

  /// The square metres of a pixel of each scene that lies somewhere.
  var pixelAreas: [Int: Double] {
    Dictionary(
      uniqueKeysWithValues: scenes.enumerated().compactMap { number, scene in
        scene.hasPlace ? (number, scene.pixelSideMetres * scene.pixelSideMetres) : nil
      })
  }

  private var areaNote: String {
    "Mapped areas count the mask's pixels, labelled or not. Corrected ones give every class back what the labels"
      + " say the mask took from it (Olofsson et al. 2014, equation 9). Standard errors come from whole labelled"
      + " blocks, never from single pixels: of scenes with \(BlockBootstrap.fewestBlocks) labelled blocks or more"
      + " from their own, of all others and of fields from those of all scenes together."
  }
}

extension ConfusionMatrix {
  /// The area that was given each class, whether labelled or not.
  fileprivate func mappedAreas(ofPixel area: Double) -> [ClassCode: Double] {
    Dictionary(
      uniqueKeysWithValues: codes.map { code in
        let labelled = codes.reduce(0) { $0 + self[truth: $1, prediction: code] }
        return (code, Double(labelled + self[truth: .nodata, prediction: code]) * area)
      })
  }
}

extension EvaluationReport.AreaRow {
  /// A row from square metres.
  fileprivate init(
    _ place: String, _ code: ClassCode, mapped: Double, corrected: Double, interval: ConfidenceInterval?,
    error: Double?
  ) {
    self.init(
      place: place, code: code, mappedHectares: mapped / 10_000,
      correctedHectares: EvaluationReport.Figure(
        corrected / 10_000, lower: interval.map { $0.lower / 10_000 },
        upper: interval.map { $0.upper / 10_000 }),
      standardErrorHectares: error.map { $0 / 10_000 })
  }
}
