import Foundation
public import JobDefinition

/// Why a mosaic or a place of a job cannot be taken, or flights not be told
/// apart.
public enum DiscoveryError: Error, Hashable, Sendable {
  /// Two mosaics would have one name.
  case repeatedName(String, paths: [String])
  /// A place, a folder in it or a list cannot be read.
  ///
  /// - Parameter mayPass: True where another try later may succeed.
  case unreadable(place: String, reason: String, mayPass: Bool = false)
  /// A file's name is not UTF-8 or holds control characters.
  case badName(file: String)
  /// It is a pipe, a socket or a device.
  case notAFile(file: String)
  /// A link leads to nothing.
  case linkLeadsNowhere(file: String)
  /// A link leads out of the place that is watched.
  case linkLeadsOut(file: String, target: String)
  /// A line of a list is none.
  case badLine(list: String, line: Int, reason: String)
  /// The sidecar of a mosaic is wrong.
  case sidecar(InvalidJob)
  /// The sidecar of a mosaic cannot be read.
  case unreadableSidecar(file: String, reason: String)
  /// A mosaic has several sidecars.
  case severalSidecars([String], file: String)
  /// The name of a file does not fit the job's pattern.
  case nameDoesNotFit(file: String, pattern: String)
  /// What should be a day is none.
  case noSuchDay(String, file: String)
  /// No sensor profile has that name.
  case unknownSensor(String, file: String, nearest: String?)

  static func system(place: String) -> DiscoveryError {
    .unreadable(place: place, reason: String(cString: strerror(errno)).lowercased())
  }

  /// True where another try later may succeed.
  public var mayPass: Bool {
    if case .unreadable(_, _, let mayPass) = self { mayPass } else { false }
  }
}

extension DiscoveryError: CustomStringConvertible {
  /// One sentence that names the files.
  public var description: String {
    switch self {
    case .repeatedName(let name, let paths):
      "two flights are named '\(name)': \(paths.map(\.quotedForReaders).joined(separator: " and "))"
    case .unreadable(let place, let reason, _): "cannot look into \(place.quotedForReaders): \(reason)"
    case .badName(let file):
      "\(file.quotedForReaders) is not taken: its name is not UTF-8 or holds control characters"
    case .notAFile(let file): "\(file.quotedForReaders) is not taken: it is not a regular file"
    case .linkLeadsNowhere(let file): "\(file.quotedForReaders) is not taken: the link leads nowhere"
    case .linkLeadsOut(let file, let target):
      "\(file.quotedForReaders) is not taken: the link leads out of the watched folder, to "
        + target.quotedForReaders
    case .badLine(let list, let line, let reason): "\(list):\(line): \(reason)"
    case .sidecar(let error): error.description
    case .unreadableSidecar(let file, let reason):
      "cannot read the sidecar \(file.quotedForReaders): \(reason)"
    case .severalSidecars(let sidecars, let file):
      "\(file.quotedForReaders) has \(sidecars.count) sidecars: "
        + sidecars.map(\.quotedForReaders).joined(separator: " and ")
    case .nameDoesNotFit(let file, let pattern):
      "the name of \(file.quotedForReaders) does not fit 'flights: {name: \(pattern)}'"
    case .noSuchDay(let text, let file):
      "\(text.quotedForReaders), the date of \(file.quotedForReaders), is no day of the calendar"
    case .unknownSensor(let text, let file, let nearest):
      "there is no sensor profile \(text.quotedForReaders), which \(file.quotedForReaders) is said to be of"
        + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    }
  }
}
