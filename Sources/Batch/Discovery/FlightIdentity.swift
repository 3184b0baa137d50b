import GeoFiles
import JobDefinition
import Pixels
import Spectral

/// Tells what a mosaic is: its name, day, farm and sensor.
///
/// What a person wrote in the job or a list goes before the sidecar, the
/// sidecar before the file's name, and that before the mosaic's own tags.
struct FlightIdentity {
  let selection: FlightSelection
  let policy: OpeningPolicy

  /// - Throws: What cannot be right; nothing is guessed.
  func candidate(_ mosaic: FoundMosaic) throws(DiscoveryError) -> FlightCandidate {
    let sidecar = try sidecar(mosaic)
    let words = try words(mosaic, sidecar)
    let name = mosaic.name ?? sidecar?.name ?? words[.name] ?? mosaic.ownName
    var candidate = FlightCandidate(
      name: FlightDiscovery.safeName(name), date: mosaic.date ?? sidecar?.date, files: mosaic.files)
    if candidate.date == nil { candidate.date = try date(mosaic, words) }
    candidate.farm = sidecar?.farm ?? words[.farm]
    candidate.sensorProfile = try (sidecar?.sensor ?? words[.sensor]).map { word throws(DiscoveryError) in
      try profile(word, of: mosaic)
    }
    candidate.note = sidecar?.note
    return candidate
  }

  private func file(_ mosaic: FoundMosaic) -> String { mosaic.paths.first?.resolved ?? "" }

  private func words(
    _ mosaic: FoundMosaic, _ sidecar: FlightSidecar?
  ) throws(DiscoveryError) -> [NamePattern.Group: String] {
    guard let pattern = selection.naming.pattern else { return [:] }
    if let words = pattern.values(in: mosaic.relativePath) { return words }
    guard sidecar == nil else { return [:] }
    throw .nameDoesNotFit(file: file(mosaic), pattern: pattern.text)
  }

  private func profile(_ word: String, of mosaic: FoundMosaic) throws(DiscoveryError) -> String {
    let name = selection.naming.sensors[word] ?? word
    guard SensorProfile.named(name) == nil else { return name }
    let known = SensorProfile.standard.map(\.name) + selection.naming.sensors.keys.sorted()
    throw .unknownSensor(name, file: file(mosaic), nearest: NearestName.nearest(to: name, among: known))
  }

  private func date(
    _ mosaic: FoundMosaic, _ words: [NamePattern.Group: String]
  ) throws(DiscoveryError) -> CalendarDate? {
    if let text = words[.date] ?? Self.joined(words) {
      return try day(text, of: mosaic)
    }
    let names = mosaic.paths.map(\.fileName).sorted()
    if let date = names.lazy.compactMap(selection.datePattern.date).first { return date }
    return selection.naming.readsDateTag ? try dateTag(mosaic) : nil
  }

  /// The day that a text names; nobody flew a drone before 1900.
  private func day(_ text: some StringProtocol, of mosaic: FoundMosaic) throws(DiscoveryError) -> CalendarDate
  {
    guard let date = CalendarDate(digitsIn: text), date.year >= 1900 else {
      throw .noSuchDay(String(text), file: file(mosaic))
    }
    return date
  }

  /// Year, month and day where all are told by groups of their own.
  private static func joined(_ words: [NamePattern.Group: String]) -> String? {
    guard let year = words[.year], let month = words[.month], let day = words[.day] else { return nil }
    func padded(_ text: String) -> String { text.count == 1 ? "0" + text : text }
    return "\(year)-\(padded(month))-\(padded(day))"
  }

  /// The day in the mosaic's tags; a mosaic that cannot be opened has none
  /// here, and the run says why.
  private func dateTag(_ mosaic: FoundMosaic) throws(DiscoveryError) -> CalendarDate? {
    guard let text = try? DateTag.read(file(mosaic), policy: policy) else { return nil }
    let day = text.prefix(10)
    // A camera whose clock was never set writes blanks or zeros.
    guard day.contains(where: { $0.isNumber && $0 != "0" }) else { return nil }
    return try self.day(day, of: mosaic)
  }

  private func sidecar(_ mosaic: FoundMosaic) throws(DiscoveryError) -> FlightSidecar? {
    guard mosaic.isWatched, case .one(let path) = mosaic.files else { return nil }
    let names = [FlightDiscovery.stem(path.fileName), path.fileName].flatMap { ["\($0).yaml", "\($0).yml"] }
    let found = names.filter(mosaic.hasBeside)
    guard let name = found.first else { return nil }
    guard found.count == 1 else { throw .severalSidecars(found, file: path.resolved) }
    let sidecar = mosaic.pathBeside(name)
    do {
      let text = try SideText.read(
        sidecar, isRemote: path.isRemote, maximumByteCount: FlightSidecar.maximumByteCount)
      return try text.map { try FlightSidecar(text: $0, path: sidecar) }
    } catch let error as InvalidJob {
      throw .sidecar(error)
    } catch let error as FileAccessError {
      throw .unreadableSidecar(file: sidecar, reason: error.reason)
    } catch {
      throw .unreadableSidecar(file: sidecar, reason: "\(error)")
    }
  }
}
