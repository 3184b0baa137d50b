import Foundation
import JobDefinition

/// A mosaic that a job's places hold, before it is told what it is.
package struct FoundMosaic {
  /// Where it comes from.
  enum Origin {
    /// The job's own `mosaics` or `folder`.
    case job
    /// A watched folder, pattern or bucket.
    case watched(PlaceFile)
    /// A list.
    case list
  }

  var files: FlightSelection.Mosaic.Files
  var origin = Origin.job
  /// The name that a person gave it.
  var name: String?
  /// The day that a person gave it.
  var date: CalendarDate?

  var paths: [JobPath] {
    switch files {
    case .one(let path): [path]
    case .bands(let bands): bands.values.sorted { $0.fileName < $1.fileName }
    }
  }

  /// The path that name patterns are asked of.
  var relativePath: String {
    if case .watched(let file) = origin { return file.relativePath }
    return paths.first?.fileName ?? ""
  }

  /// True where the job watches for it.
  var isWatched: Bool { if case .job = origin { false } else { true } }

  /// The name, by the person or the file.
  var ownName: String {
    FlightDiscovery.safeName(name ?? FlightDiscovery.stem(relativePath))
  }

  /// The first path that names another file system than this machine's.
  var isRemote: Bool { paths.contains(where: \.isRemote) }

  /// True where a file of this name lies beside the first.
  func hasBeside(_ name: String) -> Bool {
    if case .watched(let file) = origin, let beside = file.beside { return beside.contains(name) }
    return !isRemote && access(pathBeside(name), F_OK) == 0
  }

  /// The path of a file beside the first.
  func pathBeside(_ name: String) -> String {
    let path = paths.first?.resolved ?? ""
    return path.lastIndex(of: "/").map { path[...$0] + name } ?? name
  }
}
