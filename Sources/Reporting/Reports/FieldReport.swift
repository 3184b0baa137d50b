public import Pixels

/// All that is reported of one field through the season; a value without
/// files or clocks.
public struct FieldReport: Hashable, Sendable {
  /// The job whose field it is.
  public var jobName: String
  /// The field's id.
  public var fieldID: String
  /// What grows there.
  public var crop: String?
  /// The area of the boundary.
  public var areaHectares: Double
  /// What each flight says, oldest first; at least one.
  public var visits: [FieldVisit]
  /// The map of the newest flight that saw anything.
  public var map: ReportMap
  /// The version of the program that reports.
  public var programVersion: String

  /// Makes a report.
  public init(
    jobName: String, fieldID: String, crop: String?, areaHectares: Double, visits: [FieldVisit],
    map: ReportMap, programVersion: String
  ) {
    precondition(!visits.isEmpty, "a field is reported where a flight says something of it")
    self.jobName = jobName
    self.fieldID = fieldID
    self.crop = crop
    self.areaHectares = areaHectares
    self.visits = visits
    self.map = map
    self.programVersion = programVersion
  }

  /// The visit that the report is about: the newest that saw anything, else
  /// the newest.
  public var newest: FieldVisit { visits.last(where: \.isSeen) ?? visits[visits.count - 1] }

  /// The one before it that saw anything.
  public var earlier: FieldVisit? {
    let seen = visits.filter(\.isSeen)
    return seen.count > 1 ? seen[seen.count - 2] : nil
  }

  /// How each class of the newest flight changed since the one before.
  public var changes: [ClassChange] {
    guard let earlier else { return [] }
    return newest.flight.classes.compactMap { ClassChange($0, from: earlier, to: newest) }
  }

  /// The classes by colour.
  public var palette: PaletteCheck { PaletteCheck(newest.flight.classes) }
}

/// How the share of one class changed between two flights.
public struct ClassChange: Hashable, Sendable {
  /// The class.
  public var entry: Legend.Entry
  /// The share before, of what was seen, 0 to 1.
  public var before: Double
  /// The share now.
  public var now: Double
  /// The standard error of the change; `nil` where either flight has none.
  public var standardError: Double?

  /// The change of the share.
  public var change: Double { now - before }

  /// The 95 % interval of the change.
  public var interval: ClosedRange<Double>? {
    standardError.map { change - 1.959964 * $0...change + 1.959964 * $0 }
  }

  /// The change of a class that both flights know by its name. Corrected areas
  /// are compared where both have them with errors, else areas as mapped.
  ///
  /// The errors are taken as independent. Where the same labels corrected both
  /// flights they are not quite, and the true interval is narrower.
  init?(_ entry: Legend.Entry, from earlier: FieldVisit, to later: FieldVisit) {
    guard let before = earlier.share(of: entry.name), let now = later.share(of: entry.name) else {
      return nil
    }
    self.entry = entry
    if let (old, new) = before.corrected.flatMap({ old in now.corrected.map { (old, $0) } }) {
      (self.before, self.now) = (old.share, new.share)
      standardError = (old.error * old.error + new.error * new.error).squareRoot()
    } else {
      (self.before, self.now) = (before.mapped, now.mapped)
    }
  }
}

extension FieldVisit {
  struct Share {
    let mapped: Double
    /// With the standard error; `nil` without one.
    let corrected: (share: Double, error: Double)?
    let interval: ClosedRange<Double>?
  }

  /// What a class covers of what was seen; `nil` where the flight did not see
  /// the field or has no such class.
  func share(of className: String) -> Share? {
    guard isSeen, let entry = flight.classes.first(where: { $0.name == className }),
      let area = figures.classes.first(where: { $0.code == entry.code })
    else { return nil }
    let seen = figures.seenHectares
    let margin = area.corrected?.margin
    return Share(
      mapped: area.share,
      corrected: area.corrected.flatMap { corrected in
        margin.map { (corrected.hectares / seen, $0.standardError / seen) }
      },
      interval: margin.map { $0.lower / seen...max($0.lower, $0.upper) / seen })
  }
}
