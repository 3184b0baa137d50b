import Pixels

extension JobReader {
  func flights(_ value: JobValue) -> FlightSelection? {
    guard let section = value.section(.flights) else { return nil }
    var flights = FlightSelection()
    flights.folder = section["folder"].flatMap(path)
    flights.mosaics = section["mosaics"].map(mosaics) ?? []
    flights.pattern = section["pattern"].flatMap(filePattern) ?? flights.pattern
    if let date = section["date"], let text = date.text() {
      if let datePattern = DatePattern(text) {
        flights.datePattern = datePattern
      } else {
        date.fail("\(date.summary) is not a regular expression")
      }
    }
    if ["folder", "mosaics", "watch"].allSatisfy({ section[$0] == nil }) {
      value.fail("key 'folder', 'mosaics' or 'watch' is missing")
    }
    readWatch(section, into: &flights)
    if let pattern = section["pattern"], section["folder"] == nil {
      pattern.fail("a pattern means nothing without 'folder'")
    }
    return flights
  }

  private func mosaics(_ value: JobValue) -> [FlightSelection.Mosaic] {
    var names = Set<String>()
    return value.list(atLeast: 1).compactMap { value in
      guard let mosaic = mosaic(value) else { return nil }
      if let name = mosaic.name, !names.insert(name).inserted {
        value.fail("two mosaics are named '\(name)'")
      }
      return mosaic
    }
  }

  private func mosaic(_ value: JobValue) -> FlightSelection.Mosaic? {
    guard let section = value.section(.mosaic) else { return nil }
    let name = section["name"].flatMap(name)
    let date = section["date"].flatMap { $0.date() }
    switch (section["file"], section["bands"]) {
    case (let file?, nil):
      return path(file).map { .init(name: name, files: .one($0), date: date) }
    case (nil, let bands?):
      if section["name"] == nil { value.fail("key 'name' is missing") }
      return .init(name: name, files: .bands(bandFiles(bands)), date: date)
    case (nil, nil):
      value.fail("key 'file' or 'bands' is missing")
    case (_?, let bands?):
      bands.fail("a mosaic has either 'file' or 'bands'")
    }
    return nil
  }

  private func bandFiles(_ value: JobValue) -> [BandRole: JobPath] {
    roles(value, .mosaicBands).compactMapValues(path)
  }

  /// The values of a mapping from band roles.
  func roles(_ value: JobValue, _ kind: JobSection) -> [BandRole: JobValue] {
    guard let section = value.section(kind) else { return [:] }
    if section.values.isEmpty { value.fail("no band is named") }
    let pairs = BandRole.allCases.compactMap { role in section[role.rawValue].map { (role, $0) } }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  func fields(_ value: JobValue) -> FieldFile? { fields(value, .fields) }

  /// Boundaries of the whole job or of one scene.
  func fields(_ value: JobValue, _ kind: JobSection) -> FieldFile? {
    guard let section = value.section(kind) else { return nil }
    let identifier = section["id"].flatMap { $0.text() }
    let file = section.required("file").flatMap(path)
    let layer = section["layer"].flatMap { $0.text() }
    let crop = section["crop"].flatMap { $0.text() }
    let spacing = section["row_spacing"].flatMap { $0.text() }
    let system = section["crs"].flatMap { $0.text() }
    return file.map {
      FieldFile(
        file: $0, layer: layer,
        identifier: identifier.map { $0 == "fid" ? .featureNumber : .column($0) } ?? .standard,
        cropColumn: crop, rowSpacingColumn: spacing, referenceSystem: system)
    }
  }
}
