/// Why a forest cannot be read.
public struct ForestError: Error, Hashable, Sendable {
  /// Where in the forest: "tree 3", "base_score".
  public var place: String
  /// What is wrong there.
  public var reason: String

  /// Makes an error.
  public init(place: String, reason: String) { (self.place, self.reason) = (place, reason) }
}

extension ForestError: CustomStringConvertible {
  /// One sentence that names the place and the reason.
  public var description: String { "cannot read the forest: \(place): \(reason)" }
}
