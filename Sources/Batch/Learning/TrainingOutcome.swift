public import Learning
public import Pixels

/// What training gave, besides the model's folder.
public struct TrainingOutcome: Sendable {
  /// The model's folder.
  public var folder: String
  /// The classes that the model tells apart.
  public var legend: Legend
  /// The model's card.
  public var card: ModelCard
  /// The scores of whole masks, every pixel decided by a model that has not
  /// seen its block.
  public var scores: ScoreSheet
  /// The matrix of each fold.
  public var folds: [ConfusionMatrix]
  /// Features by what their splits took off the loss, the best first, as
  /// shares of the sum; a stage each.
  public var gains: [[(name: String, share: Double)]]
  /// All that is known of how well whole masks were, as it lies in the folder.
  public var evaluation: EvaluationOutcome
  /// What models of fewer blocks are worth; empty where nobody asked.
  public var curve: [CurvePoint] = []

  /// A point of the learning curve.
  public struct CurvePoint: Hashable, Sendable {
    /// The share of the blocks that models learned from, 0 to 1.
    public var share: Double
    /// Their mean IoU out of fold, on the drawn samples, weighted to all
    /// labelled pixels.
    public var meanIoU: Double
  }
}
