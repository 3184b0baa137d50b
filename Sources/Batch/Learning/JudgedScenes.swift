import Learning
import Pixels

/// Scenes whose masks were held against their labels.
struct JudgedScenes: Sendable {
  let legend: Legend
  let scenes: [LearningScene]
  let judgements: [SceneJudgement]
  /// How far apart edges were allowed to lie, in pixels.
  let tolerancePixels: Int
  /// Which model decided which block; `nil` where one decided all.
  let folds: FoldPlan?
  /// Pixels of every block.
  let blocks: [BlockID: ConfusionMatrix]
  /// Pixels, edges and things of all scenes together.
  let totals: SceneScores
  /// The figures of all scenes, with intervals from blocks.
  let scores: ScoreSheet

  /// Sums up; at least one scene.
  init(
    legend: Legend, scenes: [LearningScene], judgements: [SceneJudgement], tolerancePixels: Int,
    folds: FoldPlan? = nil
  ) {
    precondition(!scenes.isEmpty && scenes.count == judgements.count, "every scene is judged")
    self.legend = legend
    self.scenes = scenes
    self.judgements = judgements
    self.tolerancePixels = tolerancePixels
    self.folds = folds
    blocks = judgements.reduce(into: [:]) { $0.merge($1.blocks) { first, _ in first } }
    totals = judgements.dropFirst().reduce(into: judgements[0].scores) { $0.merge($1.scores) }
    scores = BlockBootstrap().scores(blocks) ?? ScoreSheet(totals.matrix)
  }

  /// Labelled pixels, whether they were given a class or not.
  var labelledPixels: Int { totals.matrix.total + totals.matrix.unpredicted }

  /// Each scene.
  var sceneParts: [EvaluationOutcome.Part] {
    zip(scenes, judgements).map { part($0.name, $1.scores.matrix, blocks: $1.blocks) }
  }

  /// Each field, without intervals.
  var fieldParts: [EvaluationOutcome.Part] {
    zip(scenes, judgements).flatMap { scene, judgement in
      zip(scene.fields, judgement.fields).map { field, matrix in
        part(name(of: field, in: scene), matrix, blocks: [:])
      }
    }
  }

  /// Each fold.
  var foldParts: [EvaluationOutcome.Part] {
    guard let folds else { return [] }
    return (0..<folds.count).map { fold in
      let own = blocks.filter { folds.foldOfBlock[$0.key] == fold }
      let matrix = ConfusionMatrix.sum(own.values) ?? ConfusionMatrix(legend: legend)
      return part("fold \(fold + 1)", matrix, blocks: own)
    }
  }

  /// A field's name, with its scene's where there are several.
  func name(of field: Field, in scene: LearningScene) -> String {
    scenes.count > 1 ? "\(scene.name), \(field.id)" : field.id
  }

  private func part(
    _ name: String, _ matrix: ConfusionMatrix, blocks: [BlockID: ConfusionMatrix]
  ) -> EvaluationOutcome.Part {
    var scores = ScoreSheet(matrix)
    // Blocks of fields leave out what lies between fields.
    if let drawn = BlockBootstrap().scores(blocks), drawn.accuracy.value == scores.accuracy.value {
      scores = drawn
    }
    return EvaluationOutcome.Part(name: name, matrix: matrix, scores: scores)
  }
}
