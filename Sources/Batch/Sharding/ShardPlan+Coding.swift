import Foundation
import JobDefinition
import Pixels

extension ShardPlan {
  /// The plan as the text of `plan.json`: sorted keys, the same for equal plans.
  public var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(ShardPlanText(self)) else { return "" }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  /// Reads a plan.
  ///
  /// - Throws: `ShardError` where it is none, or another version's;
  ///   `FileAccessError`.
  public init(file: String) throws {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw FileAccessError(operation: "read", path: file, reason: "there is no such readable file")
    }
    let text: ShardPlanText
    do {
      text = try JSONDecoder().decode(ShardPlanText.self, from: data)
    } catch let error as DecodingError {
      throw ShardError.notAPlan(file: file, reason: error.sentence)
    }
    guard text.version == Self.currentVersion else {
      throw ShardError.notAPlan(
        file: file, reason: "it has version \(text.version) of the format, and this is \(Self.currentVersion)"
      )
    }
    guard text.program == Furrow.version else {
      throw ShardError.otherProgram(plan: file, version: text.program)
    }
    do {
      self = try text.plan()
    } catch let error as Impossible {
      throw ShardError.notAPlan(file: file, reason: error.reason)
    }
  }

  /// Why a plan cannot be.
  struct Impossible: Error {
    var reason: String
  }
}

/// A plan as it is written.
private struct ShardPlanText: Codable {
  struct Flight: Codable {
    var name: String
    var date: String?
    var farm: String?
    var sensor: String?
    var note: String?
    var files: [String: String]
    var fingerprint: String?
    var parameters: String?
    var preparation: String?
    var thresholds: [String: Double]?
    var spreads: [String: Double]?
    var width: Int?
    var height: Int?
  }

  struct Shard: Codable {
    var number: Int
    var flight: String
    var firstRow: Int
    var lastRow: Int

    enum CodingKeys: String, CodingKey {
      case number, flight
      case firstRow = "first_row"
      case lastRow = "last_row"
    }
  }

  var version: Int
  var program: String
  var job: String
  var tileSize: Int?
  var threads: Int?
  var flights: [Flight]
  var shards: [Shard]

  enum CodingKeys: String, CodingKey {
    case version, program, job, threads, flights, shards
    case tileSize = "tile_size"
  }

  init(_ plan: ShardPlan) {
    version = ShardPlan.currentVersion
    program = plan.programVersion
    job = plan.job
    tileSize = plan.tileSize
    threads = plan.threadCount
    flights = plan.flights.map(Flight.init)
    shards = plan.shards.enumerated().map { place, shard in
      Shard(
        number: place + 1, flight: plan.flights[shard.flight].candidate.name,
        firstRow: shard.rows.lowerBound, lastRow: shard.rows.upperBound - 1)
    }
  }

  func plan() throws -> ShardPlan {
    guard tileSize.map({ $0.isMultiple(of: 64) && (64...8192).contains($0) }) ?? true,
      threads.map({ (1...256).contains($0) }) ?? true
    else { throw ShardPlan.Impossible(reason: "the size of a tile or the number of threads cannot be") }
    let flights = try self.flights.map { try $0.flight() }
    guard Set(flights.map(\.candidate.name)).count == flights.count else {
      throw ShardPlan.Impossible(reason: "two flights have one name")
    }
    return ShardPlan(
      programVersion: program, job: job, tileSize: tileSize, threadCount: threads, flights: flights,
      shards: try cut(flights))
  }

  /// The shards, of which those of a flight follow one another over all of its rows.
  private func cut(_ flights: [ShardPlan.Flight]) throws -> [ShardPlan.Shard] {
    var rest = shards[...]
    var cut: [ShardPlan.Shard] = []
    for (place, flight) in flights.enumerated() {
      var next = 0
      while let state = flight.state, next < state.height {
        guard let shard = rest.popFirst(), shard.number == cut.count + 1,
          shard.flight == flight.candidate.name, shard.firstRow == next, shard.lastRow >= next,
          shard.lastRow < state.height,
          shard.lastRow == state.height - 1 || (shard.lastRow + 1).isMultiple(of: ShardPlan.rowStep)
        else {
          throw ShardPlan.Impossible(
            reason: "its shards do not cover flight '\(flight.candidate.name)' from row \(next) on")
        }
        cut.append(ShardPlan.Shard(flight: place, rows: next..<shard.lastRow + 1))
        next = shard.lastRow + 1
      }
    }
    guard rest.isEmpty else { throw ShardPlan.Impossible(reason: "it has shards of no flight") }
    return cut
  }
}

extension ShardPlanText.Flight {
  fileprivate init(_ flight: ShardPlan.Flight) {
    let candidate = flight.candidate
    name = candidate.name
    date = candidate.date?.description
    farm = candidate.farm
    sensor = candidate.sensorProfile
    note = candidate.note
    files =
      switch candidate.files {
      case .one(let path): ["mosaic": path.resolved]
      case .bands(let bands):
        Dictionary(uniqueKeysWithValues: bands.map { ($0.key.rawValue, $0.value.resolved) })
      }
    fingerprint = flight.state?.fingerprint
    parameters = flight.state?.parametersHash
    preparation = flight.state?.preparedHash
    thresholds = flight.state?.drawn?.thresholds
    spreads = flight.state?.drawn?.spreads
    width = flight.state?.width
    height = flight.state?.height
  }

  fileprivate func flight() throws -> ShardPlan.Flight {
    guard !name.isEmpty, FlightDiscovery.safeName(name) == name else {
      throw ShardPlan.Impossible(reason: "'\(name.prefix(64))' is not the name of a flight")
    }
    let candidate = FlightCandidate(
      name: name, date: date.flatMap { CalendarDate($0) }, files: try paths(), farm: farm,
      sensorProfile: sensor, note: note)
    guard let fingerprint, let parameters, let preparation, let width, let height else {
      return ShardPlan.Flight(candidate: candidate, state: nil)
    }
    let sides = 1..<1 << 31
    guard sides.contains(width), sides.contains(height),
      [fingerprint, parameters, preparation].allSatisfy({ $0.count == 64 && $0.allSatisfy(\.isHexDigit) })
    else { throw ShardPlan.Impossible(reason: "flight '\(name)' has an impossible size or hash") }
    return ShardPlan.Flight(
      candidate: candidate,
      state: ShardPlan.State(
        fingerprint: fingerprint, parametersHash: parameters, preparedHash: preparation,
        drawn: thresholds.map { DrawnValues(thresholds: $0, spreads: spreads ?? [:]) }, width: width,
        height: height))
  }

  private func paths() throws -> FlightSelection.Mosaic.Files {
    if let mosaic = files["mosaic"], files.count == 1 { return .one(JobPath(mosaic, in: "")) }
    var bands: [BandRole: JobPath] = [:]
    for (name, path) in files {
      guard let role = BandRole(rawValue: name) else {
        throw ShardPlan.Impossible(reason: "flight '\(self.name)' has an unknown band '\(name.prefix(64))'")
      }
      bands[role] = JobPath(path, in: "")
    }
    guard !bands.isEmpty else { throw ShardPlan.Impossible(reason: "flight '\(name)' has no files") }
    return .bands(bands)
  }
}

extension DecodingError {
  /// What is wrong with a JSON text, without the library's own wording of types.
  fileprivate var sentence: String {
    switch self {
    case .keyNotFound(let key, let context):
      "key '\(key.stringValue)' is missing at \(Self.place(context))"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "the value at \(Self.place(context)) is of another kind"
    default: "it is not JSON"
    }
  }

  private static func place(_ context: Context) -> String {
    "/" + context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: "/")
  }
}
