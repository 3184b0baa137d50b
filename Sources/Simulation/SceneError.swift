/// Why a scene cannot be made or written.
public enum SceneError: Error, Hashable, Sendable {
  /// A parameter has a value outside of its range.
  case parameter(name: String, value: String, reason: String)
  /// The mosaic is too small for the fields that were asked for.
  case noRoom(fieldSideMetres: Double)
}

extension SceneError: CustomStringConvertible {
  /// One sentence that names the parameter and the reason.
  public var description: String {
    switch self {
    case .parameter(let name, let value, let reason): "\(name) is \(value), but \(reason)"
    case .noRoom(let side):
      "the mosaic has no room for six fields of \(side) m beside their tracks and headlands"
    }
  }
}
