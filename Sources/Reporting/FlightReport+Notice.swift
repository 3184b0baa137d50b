extension FlightReport {
  /// What a reader must know before believing the rest.
  public struct Notice: Hashable, Sendable {
    /// What kind of thing it is.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
      /// Something looks wrong.
      case warning
      /// A field or a part of it lies outside of the mosaic.
      case uncovered
      /// Something was not processed at all.
      case refused

      /// The word that readers see.
      var label: String {
        switch self {
        case .warning: "Warning"
        case .uncovered: "Not covered"
        case .refused: "Refused"
        }
      }
    }

    /// What kind of thing it is.
    public var kind: Kind
    /// The field, band or file that it is about.
    public var subject: String
    /// One sentence.
    public var message: String

    /// Makes a notice.
    public init(_ kind: Kind, subject: String, message: String) {
      self.kind = kind
      self.subject = subject
      self.message = message
    }
  }

  /// A name and what it stands for.
  public struct LabelledValue: Hashable, Sendable {
    /// The name.
    public var label: String
    /// The value as readers see it.
    public var value: String

    /// Makes a pair.
    public init(_ label: String, _ value: String) {
      self.label = label
      self.value = value
    }
  }
}
