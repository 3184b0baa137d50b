import ArgumentParser
import Batch

extension StopSignal {
  /// Does what a signal may stop; ends the program by the signal's code where
  /// one did.
  ///
  /// - Parameter consequence: What the stop left, for people; a clause.
  static func stopping<Outcome>(
    _ consequence: String? = nil, _ body: () throws -> Outcome
  ) throws -> Outcome {
    catchAll()
    do {
      return try body()
    } catch is RunStopped {
      let signal = received ?? .terminate
      Progress.clear()
      ErrorRendering.write("furrow: stopped by \(signal.name)" + (consequence.map { "; \($0)" } ?? ""))
      throw ExitCode(signal.exitCode)
    }
  }
}
