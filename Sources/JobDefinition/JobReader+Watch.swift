import Pixels

extension JobReader {
  /// Reads what says how new mosaics are noticed, awaited and told apart.
  func readWatch(_ section: JobSectionReader, into flights: inout FlightSelection) {
    flights.watched = section["watch"]?.list(atLeast: 1).compactMap(place) ?? []
    flights.arrival.rest = section["settle"].flatMap { $0.duration() }
    flights.arrival.manifest = section["manifest"].flatMap(manifest)
    flights.fingerprint = section["fingerprint"]?.choice(of: FingerprintExtent.self) ?? .fast
    flights.naming = FlightNaming(
      pattern: section["name"].flatMap(namePattern), sensors: section["sensors"].map(sensors) ?? [:],
      readsDateTag: section["date_tag"]?.flag() ?? false)
  }

  private func place(_ value: JobValue) -> WatchedPlace? {
    if case .mapping = value.node { return describedPlace(value) }
    guard let path = path(value) else { return nil }
    return PathPattern.isPattern(path.written)
      ? files(path, value) : .folder(path, isRecursive: false, pattern: .geoTIFF)
  }

  private func describedPlace(_ value: JobValue) -> WatchedPlace? {
    guard let section = value.section(.watchedPlace) else { return nil }
    let given = ["folder", "files", "list"].filter { section[$0] != nil }
    guard given.count == 1, let kind = given.first, let place = section[kind] else {
      value.fail(
        given.isEmpty
          ? "key 'folder', 'files' or 'list' is missing"
          : "a place has one of \(given.map { "'\($0)'" }.joined(separator: " and "))")
      return nil
    }
    for key in ["pattern", "recursive"] where kind != "folder" {
      section[key]?.fail("'\(key)' means nothing without 'folder'")
    }
    let pattern = section["pattern"].map(filePattern) ?? .geoTIFF
    let isRecursive = section["recursive"]?.flag() ?? false
    guard let path = path(place) else { return nil }
    switch kind {
    case "folder": return pattern.map { .folder(path, isRecursive: isRecursive, pattern: $0) }
    case "files": return files(path, place)
    default: return .list(path)
    }
  }

  private func files(_ path: JobPath, _ value: JobValue) -> WatchedPlace? {
    let folder = path.resolved == path.written ? "" : String(path.resolved.dropLast(path.written.count))
    if let pattern = PathPattern(path.written, in: folder) { return .files(path, pattern) }
    value.fail("\(value.summary) is not a pattern for paths of files")
    return nil
  }

  /// A shell pattern for the names of files.
  func filePattern(_ value: JobValue) -> FilePattern? {
    guard let text = value.text() else { return nil }
    if let pattern = FilePattern(text) { return pattern }
    value.fail("\(value.summary) is not a pattern for file names")
    return nil
  }

  private func manifest(_ value: JobValue) -> ManifestName? {
    guard let text = value.text() else { return nil }
    if let name = ManifestName(text) { return name }
    value.fail("\(value.summary) is not a file's name, in which {name} and {file} may stand")
    return nil
  }

  private func namePattern(_ value: JobValue) -> NamePattern? {
    guard let text = value.text() else { return nil }
    let known = NamePattern.Group.allCases.map(\.rawValue)
    switch NamePattern.read(text) {
    case .success(let pattern): return pattern
    case .failure(let error):
      switch error.fault {
      case .notRegular: value.fail("\(value.summary) is not a regular expression")
      case .noGroup: value.fail("\(value.summary) has no group such as (?<farm>...) or (?<date>...)")
      case .unknownGroup(let name):
        value.fail(
          "the group '\(name)' is none of \(known.joined(separator: ", "))",
          suggestion: NearestName.nearest(to: name, among: known))
      }
      return nil
    }
  }

  private func sensors(_ value: JobValue) -> [String: String] {
    let members = value.members() ?? []
    if members.isEmpty, case .mapping = value.node { value.fail("no sensor is named") }
    let pairs = members.compactMap { member in member.value.text().map { (member.key, $0) } }
    return Dictionary(pairs) { first, _ in first }
  }
}
