import Batch
import Foundation
import Logging
import Synchronization

/// Tells how a run goes: a moving bar on a terminal, plain log lines elsewhere.
final class TerminalObserver: RunObserver {
  private struct State {
    var started = ContinuousClock.now
    var lastShown = ContinuousClock.now
    var firstPixels: Int?
  }

  private let state = Mutex(State())
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let logger = Logger(label: "furrow") { _ in LineLog() }
  private let showsProfile: Bool

  private let isQuiet: Bool

  /// Makes an observer that shows where time went, or not, and leaves standard
  /// error to others, or not.
  init(showsProfile: Bool = false, isQuiet: Bool = false) {
    (self.showsProfile, self.isQuiet) = (showsProfile, isQuiet)
  }

  func began(_ flight: FlightCandidate, number: Int, count: Int) {
    state.withLock { $0 = State() }
    guard !isQuiet else { return }
    let place = "\(number) of \(count)"
    if isTerminal {
      ErrorRendering.write("\(flight.name) (\(place))")
    } else {
      logger.info("begin \(flight.name) (\(place))")
    }
  }

  func progressed(_ flight: FlightCandidate, _ progress: RunProgress) {
    let line = state.withLock { state -> String? in
      let now = ContinuousClock.now
      let first = state.firstPixels ?? progress.donePixels
      state.firstPixels = first
      let isLast = progress.donePixels == progress.totalPixels
      guard isLast || now - state.lastShown > .milliseconds(isTerminal ? 100 : 10_000) else { return nil }
      state.lastShown = now
      return Self.line(progress, since: first, seconds: Self.seconds(now - state.started), isBar: isTerminal)
    }
    guard let line, !isQuiet else { return }
    if isTerminal {
      FileHandle.standardError.write(Data("\r\u{1B}[K  \(line)".utf8))
    } else {
      logger.info("\(flight.name): \(line)")
    }
  }

  func noted(_ flight: FlightCandidate, _ note: String) {
    guard !isQuiet else { return }
    if isTerminal {
      ErrorRendering.write("\r\u{1B}[K  note: \(note)")
    } else {
      logger.warning("\(flight.name): \(note)")
    }
  }

  func ended(_ flight: FlightCandidate, _ outcome: FlightOutcome) {
    if isTerminal, !isQuiet { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    switch outcome {
    case .done(let folder, let cost):
      Output.line("\(flight.name): done in \(Self.text(cost.wallSeconds)) s")
      Output.line("  mask        \(folder)/mask.tif")
      Output.line("  GeoPackage  \(folder)/results.gpkg")
      Output.line("  report      \(folder)/report.html")
      if showsProfile { Output.write("\n" + ProfileSheet(cost: cost).text + "\n") }
    case .alreadyDone(let folder): Output.line("\(flight.name): already done, \(folder)")
    case .failed(let error):
      if !isQuiet { ErrorRendering.write("\(ErrorRendering.sentence(error))") }
    case .held(let hold): Output.line("\(flight.name): \(hold.kind.rawValue), \(hold.reason)")
    }
  }

  private static func line(_ progress: RunProgress, since first: Int, seconds: Double, isBar: Bool) -> String
  {
    let share = Double(progress.donePixels) / Double(max(1, progress.totalPixels))
    let speed = Double(progress.donePixels - first) / 1e6 / max(seconds, 1e-3)
    let rest = speed > 0 ? Double(progress.totalPixels - progress.donePixels) / 1e6 / speed : 0
    let filled = Int((share * 24).rounded())
    let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: 24 - filled) + " "
    return
      "\(isBar ? bar : "")\(Int((share * 100).rounded(.down))) % \(progress.stage), \(text(speed)) Mpx/s, "
      + "\(text(rest)) s left"
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  private static func text(_ value: Double) -> String { String(format: "%.1f", value) }
}
