public import Learning
public import Pixels

/// What an evaluation found.
public struct EvaluationOutcome: Sendable {
  /// A scene or a field of one.
  public struct Part: Sendable {
    /// Its name.
    public var name: String
    /// Its labelled pixels.
    public var matrix: ConfusionMatrix
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
  /// Every block's matrix.
  public var blocks: [BlockID: ConfusionMatrix]

  /// Sums up judged scenes; at least one.
  init(legend: Legend, scenes: [LearningScene], judgements: [SceneJudgement]) {
    self.legend = legend
    blocks = judgements.reduce(into: [:]) { $0.merge($1.blocks) { first, _ in first } }
    totals = judgements.dropFirst().reduce(into: judgements[0].scores) { $0.merge($1.scores) }
    scores = BlockBootstrap().scores(blocks) ?? ScoreSheet(totals.matrix)
    self.scenes = zip(scenes, judgements).map { Part(name: $0.name, matrix: $1.scores.matrix) }
    fields = zip(scenes, judgements).flatMap { scene, judgement in
      zip(scene.fields, judgement.fields).map { Part(name: $0.id, matrix: $1) }
    }
  }
}
