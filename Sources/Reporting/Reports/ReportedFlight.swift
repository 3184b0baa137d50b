public import Pixels

/// A flight and the run whose figures are reported.
public struct ReportedFlight: Hashable, Sendable {
  /// What was found about drift.
  public struct Drift: Hashable, Sendable {
    /// What was done about it.
    public enum Action: String, Hashable, Sendable {
      /// It was told.
      case noted
      /// The figures are marked.
      case marked
      /// The figures do not count.
      case withheld
    }

    /// What was done about it.
    public var action: Action
    /// The verdict as a sentence without a full stop.
    public var reason: String

    /// Makes a verdict.
    public init(_ action: Action, reason: String) {
      self.action = action
      self.reason = reason
    }
  }

  /// What made the figures.
  public struct Run: Hashable, Sendable {
    /// The model's name and the day it was made; `nil` for rules.
    public var model: String?
    /// The hash of the model's card.
    public var modelHash: String?
    /// The program's version.
    public var programVersion: String
    /// Everything that bears on the results, as JSON.
    public var parameters: String
    /// The hash of the same.
    public var parametersHash: String
    /// When the run ended, as UTC text.
    public var endedAt: String?

    /// Makes a run.
    public init(
      model: String? = nil, modelHash: String? = nil, programVersion: String, parameters: String,
      parametersHash: String, endedAt: String? = nil
    ) {
      self.model = model
      self.modelHash = modelHash
      self.programVersion = programVersion
      self.parameters = parameters
      self.parametersHash = parametersHash
      self.endedAt = endedAt
    }
  }

  /// The flight's name.
  public var name: String
  /// The day as "yyyy-mm-dd", where it is known.
  public var date: String?
  /// The classes of the mask.
  public var classes: [Legend.Entry]
  /// Where corrected areas come from; `nil` where areas are as mapped.
  public var correctionSource: String?
  /// Drift, where the flight drifted.
  public var drift: Drift?
  /// What the run warned of, one sentence each.
  public var warnings: [String]
  /// What made the figures.
  public var run: Run

  /// Makes a flight.
  public init(
    name: String, date: String?, classes: [Legend.Entry], correctionSource: String? = nil,
    drift: Drift? = nil, warnings: [String] = [], run: Run
  ) {
    self.name = name
    self.date = date
    self.classes = classes
    self.correctionSource = correctionSource
    self.drift = drift
    self.warnings = warnings
    self.run = run
  }
}

/// What one flight says of a field.
public struct FieldVisit: Hashable, Sendable {
  /// The flight.
  public var flight: ReportedFlight
  /// The figures; of a field that the flight saw nothing of, only its area.
  public var figures: FlightReport.FieldRow

  /// Makes a visit.
  public init(flight: ReportedFlight, figures: FlightReport.FieldRow) {
    self.flight = flight
    self.figures = figures
  }

  /// True where the flight saw anything of the field.
  public var isSeen: Bool { figures.seenHectares > 0 }
}

extension FlightReport.FieldRow {
  /// The ground that holds any class.
  public var seenHectares: Double { classes.reduce(0) { $0 + $1.hectares } }

  /// The share of the boundary that was seen, 0 to 1.
  var seenShare: Double { min(max(validShare, 0), 1) }

  /// The share that lies outside of the mosaic, 0 to 1.
  var outsideShare: Double { min(max(1 - coveredShare, 0), 1) }

  /// The share on the mosaic that holds no data, 0 to 1.
  var nodataShare: Double { max(1 - seenShare - outsideShare, 0) }
}
