/// What XGBoost refused to do.
public struct BoosterError: Error, Hashable, Sendable {
  /// What was asked for: "add a round".
  public var operation: String
  /// The library's own reason, without the place in its source.
  public var reason: String

  /// Makes an error.
  public init(operation: String, reason: String) { (self.operation, self.reason) = (operation, reason) }
}

extension BoosterError: CustomStringConvertible {
  /// One sentence that names the operation and the reason.
  public var description: String { "cannot \(operation): \(reason)" }
}
