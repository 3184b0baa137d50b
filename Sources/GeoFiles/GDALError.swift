/// A failure of the GDAL library, with what was tried and on what.
///
/// Raised by the one funnel through which every call of GDAL, OGR and OSR
/// goes; the reason is the library's own message.
public struct GDALError: Error, Hashable, Sendable {
  /// What was tried, as a verb phrase: "open", "read the layer".
  public var operation: String
  /// The file or thing that it was tried on.
  public var subject: String
  /// The library's message, without a final full stop.
  public var reason: String

  /// Makes an error.
  public init(operation: String, subject: String, reason: String) {
    self.operation = operation
    self.subject = subject
    self.reason = reason
  }
}

extension GDALError {
  /// What is tried where bytes are asked of an object store.
  static let fetching = "fetch"
  /// What is tried where an object store is asked what it holds.
  static let listing = "list"

  /// True where an object store did not give what was asked: another try later
  /// may succeed.
  public var mayPass: Bool { operation == Self.fetching || operation == Self.listing }
}

extension GDALError: CustomStringConvertible {
  /// "cannot open 'north.tif': no such file".
  public var description: String { "cannot \(operation) '\(subject)': \(reason)" }
}
