import Confinement
import Foundation
import JobDefinition
import Pixels

/// What a worker is to do: one flight of a job.
public struct WorkerOrder: Codable, Hashable, Sendable {
  /// The job file.
  public var job: String
  /// The process that waits for the worker.
  public var parent: Int32
  var name: String
  var date: String?
  /// The mosaic's files by what they measure; the one with all bands under "".
  var files: [String: String]
  var farm: String?
  var sensorProfile: String?
  var note: String?
  var surveyed: [Stamp]
  var threadCount: Int?
  var tileSize: Int?
  var measuresFloor: Bool

  /// Orders work on a flight.
  init(_ candidate: FlightCandidate, of job: Job, measuresFloor: Bool, parent: Int32) {
    self.job = job.file
    self.parent = parent
    name = candidate.name
    date = candidate.date?.description
    files =
      switch candidate.files {
      case .one(let path): ["": path.resolved]
      case .bands(let bands):
        Dictionary(uniqueKeysWithValues: bands.map { ($0.key.rawValue, $0.value.resolved) })
      }
    farm = candidate.farm
    sensorProfile = candidate.sensorProfile
    note = candidate.note
    surveyed = candidate.surveyed.map(Stamp.init)
    threadCount = job.processing.threadCount
    tileSize = job.processing.tileSize
    self.measuresFloor = measuresFloor
  }

  /// Reads an order.
  ///
  /// - Throws: `DecodingError`.
  public init(decoding bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(WorkerOrder.self, from: Data(bytes))
  }

  func encoded() throws -> [UInt8] { Array(try JSONEncoder().encode(self)) }

  /// The flight.
  var candidate: FlightCandidate {
    let paths = files.compactMap { name, path in
      BandRole(rawValue: name).map { ($0, JobPath(path, in: "")) }
    }
    let bands = FlightSelection.Mosaic.Files.bands(Dictionary(uniqueKeysWithValues: paths))
    var candidate = FlightCandidate(
      name: name, date: date.flatMap { CalendarDate($0) },
      files: files[""].map { .one(JobPath($0, in: "")) } ?? bands, farm: farm, sensorProfile: sensorProfile)
    candidate.note = note
    candidate.surveyed = surveyed.map(\.stamp)
    return candidate
  }

  /// A `FileStamp` as it crosses the pipe.
  struct Stamp: Codable, Hashable, Sendable {
    var path: String
    var size: Int
    var modified: Int
    var changed: Int?
    var promisedHash: String?

    init(_ stamp: FileStamp) {
      (path, size, modified) = (stamp.path, stamp.size, stamp.modified)
      (changed, promisedHash) = (stamp.changed, stamp.promisedHash)
    }

    var stamp: FileStamp {
      var stamp = FileStamp(path: path, size: size, modified: modified, changed: changed)
      stamp.promisedHash = promisedHash
      return stamp
    }
  }
}
