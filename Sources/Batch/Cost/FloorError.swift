/// Why the floor of a mosaic cannot be measured.
public enum FloorError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A strip of whole blocks needs more memory than a run may use.
  case tooMuchMemory(file: String, neededMebibytes: Int, limitMebibytes: Int)

  /// One sentence.
  public var description: String {
    switch self {
    case .tooMuchMemory(let file, let needed, let limit):
      "'\(file)' is stored in blocks so high that a strip of them needs \(needed) MiB, more than the "
        + "\(limit) MiB that a run may use"
    }
  }
}
