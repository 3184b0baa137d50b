extension FlightSurvey {
  /// How the flights end that are not worked on: those that cannot be taken
  /// have failed, the others are held.
  public var untouched: [(flight: FlightCandidate, outcome: FlightOutcome)] {
    refused.map { ($0.candidate, .failed($0.error)) } + held.map { ($0.candidate, .held($0.hold)) }
  }
}
