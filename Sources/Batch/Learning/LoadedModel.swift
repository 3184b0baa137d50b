import Digest
import Foundation
import Learning
import Pixels
import Segmentation
import Spectral

/// A model from its folder, ready to decide pixels.
struct LoadedModel: Sendable {
  let card: ModelCard
  /// Names the model's content: its card, which names the hashes of its forests.
  let fingerprint: String
  /// What the model was trained on; `nil` for a model without it.
  let drift: DriftReference?
  private let gate: Spectral.Expression?
  private let layers: [ForestStack.Layer]

  /// Reads and checks a model's folder.
  ///
  /// - Throws: `ModelError`; `ForestError` where a forest cannot be walked.
  init(at path: String) throws {
    let folder = try ModelFolder.read(path, check: Self.shape)
    card = folder.card
    areaCorrection = try Self.areaCorrection(of: card, at: path)
    fingerprint = SHA256.hexDigest(of: folder.card.yaml)
    drift = folder.drift
    let catalogue = IndexCatalogue.standard
    let names = catalogue.names + card.legend.entries.map { "p\($0.code)" }
    func expression(_ text: String) throws -> Spectral.Expression {
      try catalogue.expand(Spectral.Expression(parsing: text, names: names))
    }
    gate = try card.gate.map { try expression($0.condition) }
    var layers: [ForestStack.Layer] = []
    for (stage, bytes) in zip(folder.card.stages, folder.forests) {
      let known = layers.reduce(0) { $0 + $1.features.count }
      layers.append(
        ForestStack.Layer(
          features: try stage.features.dropFirst(known).map { try expression($0) },
          forest: try Forest(xgboostJSON: bytes)))
    }
    self.layers = layers
  }

  /// The shape of a forest that this build can walk.
  static func shape(_ json: Data) throws -> ForestShape {
    let forest = try Forest(xgboostJSON: json)
    return ForestShape(featureCount: forest.featureCount, classCount: forest.classCount)
  }

  var legend: Legend { card.legend }

  /// The bands that the model reads.
  var roles: [BandRole] { card.sensor.roles }

  /// The classes in the order of the forests' outputs.
  var classes: [ClassCode] { card.stages.last?.classes ?? [] }

  /// True where the model was trained on what has this fingerprint.
  func hasSeen(_ fingerprint: String) -> Bool {
    card.training?.scenes.contains { $0.fingerprint == fingerprint } ?? false
  }

  /// What the card carries to correct areas with.
  let areaCorrection: AreaCorrection?

  private static func areaCorrection(of card: ModelCard, at path: String) throws(ModelError)
    -> AreaCorrection?
  {
    do {
      return try card.areaCorrection?.decoded(as: AreaCorrection.self)
    } catch {
      throw .unreadable(
        path: "\(path)/\(ModelCard.fileName)",
        reason: "its section 'area_correction' is not what this build writes")
    }
  }

  /// Refuses a scene or legend that the model does not fit.
  ///
  /// - Throws: `ModelFitError`.
  func check(
    name: String, bands: ResolvedBands, calibration: MosaicCalibration, sampleType: SampleType,
    pixelSideMetres: Double?, legend: Legend, job: String
  ) throws(ModelFitError) {
    let fit = ModelFit(card)
    try fit.check(
      ModelFit.Flight(
        name: name, roles: bands.roles, calibration: calibration, sampleType: sampleType,
        pixelSideMetres: pixelSideMetres))
    try fit.check(legend, ofJob: job)
  }

  /// The forests with their features, for pixels of a size.
  ///
  /// - Throws: The error of an expression that cannot be compiled.
  func stack(pixelSideMetres: Double) throws -> ForestStack {
    let background = card.gate?.background ?? card.legend.background.code
    let outside = classes.map { code in
      Float(card.gate?.outside[code] ?? (code == background ? 1 : 0))
    }
    return try ForestStack(
      gate: gate, layers: layers, classes: classes, outside: outside, pixelSideMetres: pixelSideMetres)
  }

  /// How probabilities become a class.
  ///
  /// - Parameter smoothing: Instead of the model's own.
  func decision(smoothing: Double? = nil) -> ForestDecision {
    ForestDecision(
      smoothing: smoothing ?? card.smoothing,
      weights: classes.map { Float(card.decision.weights[$0] ?? 1) },
      temperature: Float(card.decision.temperature))
  }

  /// The segmenter for pixels of a size.
  ///
  /// - Parameter smoothing: Instead of the model's own.
  /// - Throws: The error of an expression that cannot be compiled.
  func segmenter(
    smoothing: Double? = nil, indices: [Spectral.Expression] = [], picture: [BandRole] = [],
    cleaning: ClassFilterChain, pixelSideMetres: Double
  ) throws -> ForestSegmenter {
    try ForestSegmenter(
      stack(pixelSideMetres: pixelSideMetres), decision: decision(smoothing: smoothing), indices: indices,
      picture: picture, cleaning: cleaning, pixelSideMetres: pixelSideMetres)
  }
}
