/// Why a field cannot be laid over a mosaic.
public enum FieldCoverageError: Error, Hashable, Sendable {
  /// A vertex has a coordinate that is not a finite number.
  case vertexNotFinite(field: String)
}

extension FieldCoverageError: CustomStringConvertible {
  /// One sentence that names the field.
  public var description: String {
    switch self {
    case .vertexNotFinite(let field):
      "field '\(field)' has a vertex whose place on the mosaic is not a finite number"
    }
  }
}
