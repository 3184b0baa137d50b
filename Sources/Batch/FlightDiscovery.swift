import Foundation
public import JobDefinition

/// Finds the flights that a job's file names.
public enum FlightDiscovery {
  /// The flights by date, those without one last, then by name.
  ///
  /// - Throws: `FileAccessError` where the folder cannot be read,
  ///   `DiscoveryError` where two flights would have one name.
  public static func flights(of selection: FlightSelection) throws -> [FlightCandidate] {
    var flights = selection.mosaics.map { mosaic in
      FlightCandidate(
        name: mosaic.name.map(safeName) ?? defaultName(of: mosaic),
        date: mosaic.date ?? date(of: mosaic, pattern: selection.datePattern), files: mosaic.files)
    }
    if let folder = selection.folder {
      let explicit = Set(flights.flatMap(\.paths))
      for file in try files(in: folder.resolved, pattern: selection.pattern) {
        let path = JobPath(file, in: folder.resolved)
        guard !explicit.contains(path.resolved) else { continue }
        flights.append(
          FlightCandidate(
            name: safeName(stem(file)), date: selection.datePattern.date(in: file), files: .one(path)))
      }
    }
    try checkNames(flights)
    return flights.sorted { left, right in
      switch (left.date, right.date) {
      case (let first?, let second?) where first != second: first < second
      case (.some, nil): true
      case (nil, .some): false
      default: left.name < right.name
      }
    }
  }

  /// The flights that may be worked on now, and those that may not.
  ///
  /// - Throws: As `flights(of:)`.
  public static func survey(_ selection: FlightSelection) throws -> FlightSurvey {
    FlightSurvey(ready: try flights(of: selection))
  }

  private static func files(in folder: String, pattern: FilePattern) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter(pattern.matches)
        .filter { !isFolder("\(folder)/\($0)") }
        .sorted()
    } catch {
      throw FileAccessError(
        operation: "read the folder", path: folder,
        reason: FileManager.default.fileExists(atPath: folder)
          ? "it is not a readable folder" : "there is no such folder")
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  private static func defaultName(of mosaic: FlightSelection.Mosaic) -> String {
    switch mosaic.files {
    case .one(let path): safeName(stem(path.fileName))
    case .bands(let bands): safeName(stem(bands.map(\.value.fileName).min() ?? ""))
    }
  }

  private static func date(of mosaic: FlightSelection.Mosaic, pattern: DatePattern) -> CalendarDate? {
    switch mosaic.files {
    case .one(let path): pattern.date(in: path.fileName)
    case .bands(let bands): bands.map(\.value.fileName).sorted().lazy.compactMap(pattern.date).first
    }
  }

  private static func stem(_ fileName: String) -> String {
    guard let dot = fileName.lastIndex(of: "."), dot != fileName.startIndex else { return fileName }
    return String(fileName[..<dot])
  }

  /// The name with everything but letters, digits, '.', '_' and '-' replaced.
  static func safeName(_ name: String) -> String {
    let safe = name.unicodeScalars.map { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "._-".unicodeScalars.contains(scalar))
        ? Character(scalar) : "_"
    }
    let text = String(String(safe).drop { $0 == "." }.prefix(128))
    return text.isEmpty ? "flight" : text
  }

  private static func checkNames(_ flights: [FlightCandidate]) throws {
    var paths: [String: String] = [:]
    for flight in flights {
      if let other = paths.updateValue(flight.paths.first ?? "", forKey: flight.name) {
        throw DiscoveryError.repeatedName(flight.name, paths: [other, flight.paths.first ?? ""])
      }
    }
  }
}

/// Why a job's flights cannot be told apart.
public enum DiscoveryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Two mosaics would have one name.
  case repeatedName(String, paths: [String])

  /// One sentence that names the files.
  public var description: String {
    switch self {
    case .repeatedName(let name, let paths):
      "two flights are named '\(name)': \(paths.map { "'\($0)'" }.joined(separator: " and "))"
    }
  }
}
