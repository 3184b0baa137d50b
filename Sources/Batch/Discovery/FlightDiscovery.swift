public import Foundation
public import JobDefinition

/// Finds the flights that a job names and those in the places that it watches.
public enum FlightDiscovery {
  /// The flights that may be worked on now, those that may not yet, and what
  /// cannot be taken at all.
  ///
  /// - Parameters:
  ///   - job: Where its flights are, and whether they may be remote.
  ///   - now: The moment against which files' ages are measured.
  /// - Throws: `FileAccessError` where the job's folder cannot be read,
  ///   `DiscoveryError` where two flights that the job itself names would have
  ///   one name. What is wrong with a watched place or one of its mosaics
  ///   concerns that alone and is in the survey.
  public static func survey(_ job: Job, at now: Date = Date()) throws -> FlightSurvey {
    guard let selection = job.flights else { return FlightSurvey(ready: []) }
    var surveying = Surveying(job, selection, now: now)
    try surveying.addNamed()
    for place in selection.watched { surveying.add(place) }
    surveying.refuseSharedNames()
    return surveying.survey
  }

  /// The part of a path before the last dot of its file's name.
  static func stem(_ path: String) -> String {
    let start = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    guard let dot = path[start...].lastIndex(of: "."), dot != start else { return path }
    return String(path[..<dot])
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
}
