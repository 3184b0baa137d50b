/// What a YAML file beside a mosaic says of its flight.
///
/// It holds any of the keys `name`, `date`, `farm`, `sensor` and `note`.
public struct FlightSidecar: Hashable, Sendable {
  /// The longest text that is read, in bytes.
  public static let maximumByteCount = 65_536

  /// The flight's name.
  public var name: String?
  /// The day of the flight.
  public var date: CalendarDate?
  /// The farm.
  public var farm: String?
  /// The sensor profile, or a word that the job explains.
  public var sensor: String?
  /// What a person wants to be known with the results.
  public var note: String?

  /// Reads the text of a sidecar.
  ///
  /// - Parameter path: The file, for errors.
  /// - Throws: `InvalidJob` with everything that is wrong.
  public init(text: String, path: String) throws(InvalidJob) {
    let findings = Findings(file: path)
    if let root = JobDocument.root(of: text, findings: findings) {
      let whole = JobValue(node: root, pointer: "", findings: findings)
      if let section = whole.section(of: SidecarSection()) {
        name = section["name"].flatMap { $0.name() }
        date = section["date"].flatMap { $0.date() }
        farm = section["farm"].flatMap { $0.text() }
        sensor = section["sensor"].flatMap { $0.text() }
        note = section["note"].flatMap { $0.text() }
      }
    }
    try findings.check()
  }
}

private struct SidecarSection: DocumentSection {
  var keys: [String] { ["name", "date", "farm", "sensor", "note"] }
}
