import Foundation
import GeoFiles
import JobDefinition

/// A survey in the making.
struct Surveying {
  private let selection: FlightSelection
  private let allowsRemote: Bool
  private let arrival: Arrival
  private let identity: FlightIdentity
  private var paths = Set<String>()
  /// The first files of what the job itself names.
  private var ownPaths = Set<String>()
  private var ready: [FlightCandidate] = []
  private var held: [HeldFlight] = []
  private var refused: [RefusedFlight] = []

  init(_ job: Job, _ selection: FlightSelection, now: Date) {
    self.selection = selection
    allowsRemote = job.allowsRemote
    arrival = Arrival(rule: selection.arrival, now: now)
    identity = FlightIdentity(selection: selection, policy: FlightPreparation.policy(job))
  }

  /// The result, flights in order.
  var survey: FlightSurvey {
    FlightSurvey(
      ready: ready.sorted(by: FlightCandidate.isBefore),
      held: held.sorted { FlightCandidate.isBefore($0.candidate, $1.candidate) },
      refused: refused.sorted { FlightCandidate.isBefore($0.candidate, $1.candidate) })
  }

  /// Adds what the job names: its mosaics, and those in its folder.
  mutating func addNamed() throws {
    for mosaic in selection.mosaics {
      take(FoundMosaic(files: mosaic.files, name: mosaic.name, date: mosaic.date))
    }
    if let folder = selection.folder {
      for file in try Self.files(in: folder.resolved, pattern: selection.pattern) {
        add(FoundMosaic(files: .one(JobPath(file, in: folder.resolved))))
      }
    }
    var known: [String: String] = [:]
    for flight in ready + held.map(\.candidate) {
      let path = flight.paths.first ?? ""
      if let other = known.updateValue(path, forKey: flight.name) {
        throw DiscoveryError.repeatedName(flight.name, paths: [other, path])
      }
    }
    ownPaths = Set(known.values)
  }

  private static func files(in folder: String, pattern: FilePattern) throws -> [String] {
    try FileAccessError.names(in: folder).filter(pattern.matches)
      .filter { name in
        var isFolder: ObjCBool = false
        return
          !(FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
          && isFolder.boolValue)
      }
      .sorted()
  }

  /// Adds what a watched place holds.
  mutating func add(_ place: WatchedPlace) {
    do throws(DiscoveryError) {
      switch place {
      case .folder(let path, let isRecursive, let pattern):
        try walk(PathPattern(inFolder: path.resolved, isRecursive: isRecursive, pattern: pattern), path)
      case .files(let path, let pattern): try walk(pattern, path)
      case .list(let path):
        for line in try FlightList(path: path, allowsRemote: allowsRemote).read() {
          switch line {
          case .success(let mosaic): add(mosaic)
          case .failure(let error): refuse(path, error)
          }
        }
      }
    } catch {
      refuse(place.path, error)
    }
  }

  private mutating func walk(_ pattern: PathPattern, _ path: JobPath) throws(DiscoveryError) {
    var walk = PlaceWalk(pattern, listing: path.isRemote ? RemoteFolders() : LocalFolders())
    try walk.run()
    for file in walk.files { add(FoundMosaic(files: .one(file.path), origin: .watched(file))) }
    for (path, error) in walk.refused where paths.insert(path).inserted {
      refuse(JobPath(path, in: ""), error)
    }
  }

  /// Adds a mosaic that was not added before.
  private mutating func add(_ mosaic: FoundMosaic) {
    if !paths.isSuperset(of: mosaic.paths.map(\.resolved)) { take(mosaic) }
  }

  private mutating func take(_ mosaic: FoundMosaic) {
    paths.formUnion(mosaic.paths.map(\.resolved))
    let (stamps, hold) = arrival.judge(mosaic)
    if let hold {
      let date = mosaic.date ?? selection.datePattern.date(in: mosaic.paths.first?.fileName ?? "")
      held.append(
        HeldFlight(FlightCandidate(name: mosaic.ownName, date: date, files: mosaic.files), hold))
      return
    }
    do throws(DiscoveryError) {
      var candidate = try identity.candidate(mosaic)
      candidate.surveyed = stamps
      ready.append(candidate)
    } catch {
      refused.append(RefusedFlight(FlightCandidate(name: mosaic.ownName, files: mosaic.files), error))
    }
  }

  private mutating func refuse(_ path: JobPath, _ error: DiscoveryError) {
    let name = FlightDiscovery.safeName(FlightDiscovery.stem(path.fileName))
    refused.append(RefusedFlight(FlightCandidate(name: name, files: .one(path)), error))
  }

  /// Takes out watched flights that would share a name with another: which of
  /// them is meant cannot be told.
  mutating func refuseSharedNames() {
    let all = ready + held.map(\.candidate)
    let shared = Dictionary(grouping: all, by: \.name).filter { $0.value.count > 1 }
    guard !shared.isEmpty else { return }
    for (name, flights) in shared {
      let paths = flights.compactMap(\.paths.first).sorted()
      for flight in flights where !isOwn(flight) {
        refused.append(RefusedFlight(flight, .repeatedName(name, paths: paths)))
      }
    }
    let refusedNow = Set(refused.map(\.candidate))
    ready.removeAll { refusedNow.contains($0) }
    held.removeAll { refusedNow.contains($0.candidate) }
  }

  private func isOwn(_ flight: FlightCandidate) -> Bool { ownPaths.contains(flight.paths.first ?? "") }
}
