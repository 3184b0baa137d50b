import ArgumentParser
import Batch
import Foundation

/// `furrow run-flight`: the process in which `furrow run` has a flight of an
/// untrusted mosaic worked through. Not for people.
struct RunFlightCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run-flight",
    abstract: "Works one flight through in a confined process; started by `furrow run` alone.",
    shouldDisplay: false)

  @Flag(name: .customLong("trial"), help: "Only try whether a process can be confined.")
  var isTrial = false

  /// Where the one who waits reads messages.
  private static let messages: Int32 = 3
  private static let maximumOrderByteCount = 65_536

  func run() throws {
    guard fcntl(Self.messages, F_GETFD) >= 0 else {
      throw UsageError("`furrow run-flight` is started by `furrow run` for jobs that say 'untrusted: true'")
    }
    if isTrial { return WorkerTrial.run(descriptor: Self.messages) }
    StopSignal.catchAll()
    let worker = FlightWorker(try order(), descriptor: Self.messages) { error in
      WorkerError(
        "\(error)", hint: ErrorRendering.hint(for: error), exitCode: ExitStatus(error).rawValue)
    }
    worker.run(
      cancellation: RunCancellation { StopSignal.received != nil }, readJob: { try JobFile.read($0) })
  }

  private func order() throws -> WorkerOrder {
    var bytes = [UInt8](repeating: 0, count: Self.maximumOrderByteCount)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    do {
      return try WorkerOrder(decoding: Array(bytes.prefix(max(0, count))))
    } catch {
      throw UsageError("the order on standard input is none")
    }
  }
}
