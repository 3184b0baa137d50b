public import Learning
public import Pixels
public import Reporting

/// A model that was judged.
public struct EvaluatedModel: Hashable, Sendable, Codable {
  /// Its name.
  public var name: String
  /// The SHA-256 hash of its card.
  public var cardSHA256: String
  /// Its folder.
  public var folder: String

  private enum CodingKeys: String, CodingKey {
    case name, folder
    // As coders that write words with underscores read it again.
    case cardSHA256 = "cardSha256"
  }
}

/// What an evaluation found.
public struct EvaluationOutcome: Sendable {
  /// A scene, a field of one, or a fold.
  public struct Part: Sendable {
    /// Its name.
    public var name: String
    /// Its labelled pixels.
    public var matrix: ConfusionMatrix
    /// Its figures, with intervals where it has blocks enough.
    public var scores: ScoreSheet
  }

  /// The classes.
  public var legend: Legend
  /// The figures of all scenes together, with intervals from blocks.
  public var scores: ScoreSheet
  /// Pixels, edges and things of all scenes together.
  public var totals: SceneScores
  /// Each scene.
  public var scenes: [Part]
  /// Each field, where scenes have any.
  public var fields: [Part]
  /// Each fold; none where one model or one set of rules decided all.
  public var folds: [Part]
  /// Every block's matrix.
  public var blocks: [BlockID: ConfusionMatrix]
  /// The model that decided; `nil` for rules.
  public var model: EvaluatedModel?
  /// The places of the scenes that the model was trained on.
  public var seenScenes: Set<Int> = []
  /// All of this for readers, as a page and as JSON.
  public var report: EvaluationReport

  /// Sums up judged scenes.
  ///
  /// - Throws: The error of a scene whose worst places cannot be read again.
  init(_ judged: JudgedScenes, about subject: EvaluationSubject) throws {
    legend = judged.legend
    scores = judged.scores
    totals = judged.totals
    scenes = judged.sceneParts
    fields = judged.fieldParts
    folds = judged.foldParts
    blocks = judged.blocks
    report = EvaluationReport(judged, about: subject)
    report.groups = EvaluationReport.groups(scenes: scenes, fields: fields, folds: folds)
    report.worstPlaces = try judged.worstPlaces(subject.plan)
  }
}
