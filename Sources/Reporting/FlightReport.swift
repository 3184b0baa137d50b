public import Pixels

/// All that a report tells of one flight; a value without files or clocks, so
/// that the same value always gives the same page.
public struct FlightReport: Hashable, Sendable {
  /// The farm, or whoever the report is for.
  public var farmName: String
  /// The job's name.
  public var jobName: String
  /// The flight's name.
  public var flightName: String
  /// The day of the flight as "yyyy-mm-dd"; any other text is shown as it is.
  public var date: String
  /// The mosaic and how it was understood.
  public var mosaic: Mosaic
  /// The classes.
  public var legend: Legend
  /// The sums over the flight.
  public var totals: Totals
  /// The fields in the order of the table.
  public var fields: [FieldRow] {
    didSet { areaUnit = Self.areaUnit(of: fields) }
  }
  /// The unit in which the page shows areas, told once for all rows.
  private(set) var areaUnit: AreaUnit
  /// Where corrected areas and their intervals come from and what these do not
  /// cover, as a sentence without its full stop; `nil` where areas are as mapped.
  public var areaCorrectionSource: String?
  /// How far the flight is from what its model was trained on; `nil` for
  /// classes that no model gave.
  public var drift: Drift?
  /// One histogram over the whole flight for each index.
  public var histograms: [Histogram]
  /// What a reader must know before believing the rest.
  public var notices: [Notice]
  /// Thresholds found in this flight.
  public var thresholds: [Threshold]
  /// The job's parameters.
  public var parameters: [LabelledValue]
  /// Versions of the program and its libraries.
  public var versions: [LabelledValue]
  /// Mosaic and mask to look at, if any.
  public var picture: Picture?

  /// Makes a report.
  public init(
    farmName: String, jobName: String, flightName: String, date: String, mosaic: Mosaic, legend: Legend,
    totals: Totals, fields: [FieldRow] = [], areaCorrectionSource: String? = nil,
    drift: Drift? = nil, histograms: [Histogram] = [], notices: [Notice] = [], thresholds: [Threshold] = [],
    parameters: [LabelledValue] = [], versions: [LabelledValue] = [], picture: Picture? = nil
  ) {
    self.farmName = farmName
    self.jobName = jobName
    self.flightName = flightName
    self.date = date
    self.mosaic = mosaic
    self.legend = legend
    self.totals = totals
    self.fields = fields
    areaUnit = Self.areaUnit(of: fields)
    self.areaCorrectionSource = areaCorrectionSource
    self.drift = drift
    self.histograms = histograms
    self.notices = notices
    self.thresholds = thresholds
    self.parameters = parameters
    self.versions = versions
    self.picture = picture
  }

  /// What every row of the field table says about drift.
  public enum Drift: String, Hashable, Sendable {
    /// Nothing: the figures count as they stand.
    case unmarked = ""
    /// The figures are marked.
    case drifted
    /// The figures do not count.
    case withheld
  }
}
