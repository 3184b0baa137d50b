/// What wants to know how training goes. Called from any thread.
public protocol TrainingObserver: Sendable {
  /// A step is begun.
  func began(_ step: String)
  /// A step has come so far, 0 to 1.
  func progressed(_ step: String, share: Double)
  /// Something that a person should know, a sentence.
  func noted(_ note: String)
}
