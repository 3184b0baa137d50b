public import Foundation

/// One round of training.
public struct BoostingRound: Sendable, Hashable {
  /// The round, from 0 on.
  public var round: Int
  /// The mean logarithmic loss over the training rows.
  public var trainingLoss: Double
  /// The same over the validation rows; `nil` where there are none.
  public var validationLoss: Double?

  /// Makes a round.
  public init(round: Int, trainingLoss: Double, validationLoss: Double?) {
    (self.round, self.trainingLoss, self.validationLoss) = (round, trainingLoss, validationLoss)
  }
}

/// What training gives.
public struct BoostingResult: Sendable, Hashable {
  /// The model as XGBoost's JSON, up to the best round.
  public var json: Data
  /// The round with the least validation loss, or the last one.
  public var bestRound: Int
  /// All rounds that were trained.
  public var history: [BoostingRound]
  /// What each feature's splits took off the loss, in the table's order.
  public var gains: [Double]
}
