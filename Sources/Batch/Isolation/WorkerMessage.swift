import Catalog
import Confinement
import Foundation
import Pixels

/// What a worker tells the one who started it.
enum WorkerMessage: Codable, Hashable, Sendable {
  /// How it is confined; always the first.
  case confined(GuardReport)
  /// Something that a person should know.
  case note(String)
  /// How far it has come.
  case progress(stage: String, done: Int, total: Int)
  /// How the flight ended; always the last.
  case ended(Ending)

  /// How a flight ended.
  enum Ending: Codable, Hashable, Sendable {
    case done(folder: String, cost: Cost)
    case alreadyDone(folder: String)
    case setAside(reasons: [String])
    case held(kind: String, reason: String)
    case failed(WorkerError)
    case stopped
  }

  /// A run's cost, as it crosses the pipe.
  struct Cost: Codable, Hashable, Sendable {
    var threadCount: Int
    var wallSeconds: Double
    var cpuSeconds: Double
    var peakMemoryByteCount: Int
    var workedPixels: Int
    var validPixels: Int
    var stageSeconds: [String: Double]
    var floorSeconds: Double?
  }

  /// The bytes that stand for the message.
  func encoded() -> [UInt8]? {
    (try? JSONEncoder().encode(self)).flatMap { MessageFrames.framed(Array($0)) }
  }

  /// Reads what `encoded` wrote.
  init(decoding bytes: [UInt8]) throws(WorkerProtocolError) {
    do {
      self = try JSONDecoder().decode(WorkerMessage.self, from: Data(bytes))
    } catch {
      throw .notAMessage
    }
  }
}

extension WorkerMessage.Cost {
  /// The cost to be sent.
  init(_ cost: RunCost) {
    self.init(
      threadCount: cost.threadCount, wallSeconds: cost.wallSeconds, cpuSeconds: cost.cpuSeconds,
      peakMemoryByteCount: cost.peakMemoryByteCount, workedPixels: cost.workedPixels,
      validPixels: cost.validPixels,
      stageSeconds: Dictionary(uniqueKeysWithValues: Stage.allCases.map { ($0.name, cost.stages[$0]) }),
      floorSeconds: cost.floorSeconds)
  }

  /// The cost that was sent, its numbers made such that they can be shown.
  var cost: RunCost {
    var stages = StageTimes()
    for stage in Stage.allCases {
      stages.add(nanoseconds: UInt64(Self.bounded(stageSeconds[stage.name] ?? 0) * 1e9), to: stage)
    }
    return RunCost(
      threadCount: min(max(1, threadCount), 256), wallSeconds: Self.bounded(wallSeconds),
      cpuSeconds: Self.bounded(cpuSeconds), peakMemoryByteCount: max(0, peakMemoryByteCount),
      workedPixels: max(0, workedPixels), validPixels: max(0, validPixels), stages: stages,
      floorSeconds: floorSeconds.map(Self.bounded))
  }

  private static func bounded(_ seconds: Double) -> Double {
    seconds.isFinite ? min(max(0, seconds), 1e9) : 0
  }
}
