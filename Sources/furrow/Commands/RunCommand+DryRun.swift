import Batch
import Reporting

extension RunCommand {
  /// Says what would be done with each flight, and does nothing.
  func forecast(_ run: JobRun) throws {
    let survey = try run.survey()
    var entries = survey.untouched.map { FlightForecast.untouched($0, $1) }
    if !json { for entry in entries { Output.line(entry.line) } }
    for candidate in survey.ready {
      let entry = FlightForecast.ready(candidate, in: run)
      if json { entries.append(entry) } else { Output.line(entry.line) }
    }
    if json { Output.write(JSONValue.lines(of: FlightForecast.table(entries))) }
  }
}

/// What a run would do with a flight.
struct FlightForecast {
  /// What would become of it, as programs read it.
  enum State: String {
    case done
    case run = "would_run"
    case held
    case failure = "would_fail"
    case setAside = "would_be_set_aside"
  }

  let flight: FlightCandidate
  let state: State
  /// The kind of hold.
  var hold: FlightHold.Kind?
  /// The reason, or the figures of the mosaic's quality.
  var detail: String?

  /// A flight that no run would look into now.
  static func untouched(_ flight: FlightCandidate, _ outcome: FlightOutcome) -> FlightForecast {
    switch outcome {
    case .held(let hold):
      FlightForecast(flight: flight, state: .held, hold: hold.kind, detail: hold.reason)
    case .failed(let error): FlightForecast(flight: flight, state: .failure, detail: "\(error)")
    case .done, .alreadyDone: FlightForecast(flight: flight, state: .done)
    }
  }

  /// A flight that is looked into as far as a run would before its first tile.
  static func ready(_ flight: FlightCandidate, in run: JobRun) -> FlightForecast {
    do {
      if try run.isDone(flight) { return FlightForecast(flight: flight, state: .done) }
      if let hold = try run.hold(on: flight) { return untouched(flight, .held(hold)) }
      let figures = try quality(of: flight, run.plan)
      return FlightForecast(
        flight: flight, state: .run, detail: figures.isEmpty ? nil : figures.joined(separator: ", "))
    } catch let error as SetAside {
      return FlightForecast(
        flight: flight, state: .setAside, detail: error.reasons.joined(separator: "; "))
    } catch {
      return FlightForecast(flight: flight, state: .failure, detail: "\(error)")
    }
  }

  /// The figures of the mosaic's quality where the job has limits.
  private static func quality(of flight: FlightCandidate, _ plan: JobPlan) throws -> [String] {
    plan.job.quality == nil ? [] : try FlightRehearsal(plan, candidate: flight).quality
  }

  /// Name, date and what would be done, with tabulators between.
  var line: String {
    "\(flight.name)\t\(flight.date.map { "\($0)" } ?? "no date")\t\(words)"
  }

  private var words: String {
    let detail = detail ?? ""
    return switch state {
    case .done: "done"
    case .run: detail.isEmpty ? "would be run" : "would be run; \(detail)"
    case .held: "held, \(hold?.rawValue ?? ""): \(detail)"
    case .failure: "would fail: \(detail)"
    case .setAside: "would be set aside: \(detail)"
    }
  }

  /// A row for each flight.
  static func table(_ entries: [FlightForecast]) -> Table {
    Table(
      columns: [.init("flight"), .init("taken_on"), .init("state"), .init("hold"), .init("detail")],
      rows: entries.map { entry in
        [
          .text(entry.flight.name), .optional(entry.flight.date.map { "\($0)" }),
          .text(entry.state.rawValue), .optional(entry.hold?.rawValue), .optional(entry.detail),
        ]
      })
  }
}
