import Catalog
import FieldStatistics
import Pixels

/// What stands out among the fields of one flight: where weeds and diseases
/// cover most, and where that changed most since the flight before.
struct NotableFigures: Hashable {
  /// What a group of classes covers of a field.
  struct Share: Hashable {
    /// "weed" or "disease".
    var group: String
    var field: String
    /// The share of the field's valid area, 0 to 1.
    var fraction: Double
    var areaSquareMetres: Double
  }

  /// How a share differs from an earlier one.
  struct Change: Hashable {
    var share: Share
    /// The earlier share, 0 to 1.
    var before: Double
    /// The day of the earlier flight.
    var since: String

    var size: Double { abs(share.fraction - before) }
  }

  /// How many fields the flight saw something of.
  var fieldCount = 0
  /// The field with most of each group.
  var most: [Share] = []
  /// The largest change.
  var change: Change?

  /// The groups that people act on.
  static let groups: [Legend.Group] = [.weed, .disease]

  /// Looks at the results of a flight's current run.
  ///
  /// - Parameter earlier: The runs of the same job on earlier flights, the newest first.
  init(_ results: RunResults, earlier: [(takenOn: String, results: RunResults)]) {
    let shares = Self.shares(results)
    fieldCount = results.fields.count { $0.status != .uncovered }
    most = Self.groups.compactMap { group in
      shares.filter { $0.group == group.rawValue }.max { $0.fraction < $1.fraction }
    }
    let before = earlier.map { ($0.takenOn, Self.shares($0.results)) }
    change = shares.compactMap { Self.change(of: $0, before) }.max { $0.size < $1.size }
  }

  private static func change(of share: Share, _ earlier: [(takenOn: String, shares: [Share])]) -> Change? {
    for (takenOn, shares) in earlier {
      if let old = shares.first(where: { $0.group == share.group && $0.field == share.field }) {
        return Change(share: share, before: old.fraction, since: takenOn)
      }
    }
    return nil
  }

  private static func shares(_ results: RunResults) -> [Share] {
    groups.flatMap { group -> [Share] in
      let codes = Set(results.classes.filter { $0.group == group }.map(\.code))
      guard !codes.isEmpty else { return [] }
      return results.fields.filter { $0.status != .uncovered && !$0.classAreas.isEmpty }.map { field in
        let areas = field.classAreas.filter { codes.contains($0.code) }
        return Share(
          group: group.rawValue, field: field.field.fieldID,
          fraction: areas.reduce(0) { $0 + $1.fraction },
          areaSquareMetres: areas.reduce(0) { $0 + $1.areaSquareMetres })
      }
    }
  }
}

extension NotableFigures {
  /// How many earlier flights are looked at for a field's last figures.
  private static let earlierCount = 5

  /// Reads the figures of a flight from the catalog; `nil` where it has none.
  ///
  /// - Throws: `CatalogError`.
  init?(of flight: String, jobName: String, in catalog: CatalogDatabase) throws {
    let runs = try catalog.currentRuns(jobName: jobName)
    guard let run = runs.last(where: { $0.flightName == flight }) else { return nil }
    let earlier = runs.filter { other in
      guard let day = run.takenOn, let otherDay = other.takenOn else { return false }
      return otherDay < day
    }.suffix(Self.earlierCount).reversed()
    self.init(
      try catalog.results(of: run.id),
      earlier: try earlier.map { ($0.takenOn ?? "", try catalog.results(of: $0.id)) })
  }
}
