public import JobDefinition
import Pixels

/// A mosaic that a job names, before it is opened.
public struct FlightCandidate: Hashable, Sendable {
  /// The flight's name, which also names its folder of results: letters,
  /// digits, dots, underscores and hyphens.
  public var name: String
  /// The day of the flight, where the job or the file's name tells it.
  public var date: CalendarDate?
  /// The mosaic's file, or its files by what they measure.
  public var files: FlightSelection.Mosaic.Files
  /// The farm that the flight belongs to, where something tells it.
  public var farm: String?
  /// The sensor profile of this flight, where something tells it; instead of
  /// the job's.
  public var sensorProfile: String?
  /// What its sidecar wants to be known with the results.
  public var note: String?
  /// What was seen of its files when it was found; empty where nobody waits
  /// for them to arrive.
  public var surveyed: [FileStamp] = []

  /// The paths, in a fixed order.
  public var paths: [String] {
    switch files {
    case .one(let path): [path.resolved]
    case .bands(let bands):
      bands.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value.resolved)
    }
  }

  /// What each of `paths` measures, where the mosaic is one file for each band.
  var bandOrder: String {
    switch files {
    case .one: ""
    case .bands(let bands): bands.keys.map(\.rawValue).sorted().joined(separator: ",")
    }
  }

  /// By day, those without one last, then by name.
  static func isBefore(_ left: FlightCandidate, _ right: FlightCandidate) -> Bool {
    switch (left.date, right.date) {
    case (let first?, let second?) where first != second: first < second
    case (.some, nil): true
    case (nil, .some): false
    default: left.name < right.name
    }
  }
}
