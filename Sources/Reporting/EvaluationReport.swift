public import Pixels

/// All that a report tells of how well a model did on pixels it did not learn
/// from; a value without files or clocks, so that the same value always gives
/// the same page.
public struct EvaluationReport: Hashable, Sendable {
  /// What was judged, such as the model's name.
  public var title: String
  /// The farm, campaign or job.
  public var context: String
  /// The day as "yyyy-mm-dd"; any other text is shown as it is.
  public var date: String
  /// What stands under the title: scenes, labelled pixels, kind of folds.
  public var facts: [FlightReport.LabelledValue]
  /// What a reader must know before believing the rest.
  public var notices: [FlightReport.Notice]
  /// How folds were kept apart, a sentence or a paragraph each.
  public var foldNotes: [String]
  /// The classes.
  public var legend: Legend
  /// The figures of all classes together, the most important first.
  public var summary: [Measure]
  /// Pixels by true class (first) and predicted class, both in the legend's
  /// order.
  public var confusion: [[Int]]
  /// Labelled pixels that were given no class.
  public var unpredictedPixels: Int
  /// The figures by class, in the legend's order.
  public var classes: [ClassScores]
  /// How far apart edges may lie to match, in pixels; `nil` where edges were
  /// not judged.
  public var boundaryTolerancePixels: Int?
  /// How honest the confidences are; `nil` where this was not judged.
  public var calibration: Calibration?
  /// The same figures by fold, field, scene or flight.
  public var groups: [Group]
  /// Where most went wrong, the worst first.
  public var worstPlaces: [Place]
  /// Areas on the map and corrected for its errors.
  public var areas: [AreaRow]
  /// How areas were corrected, as one sentence.
  public var areaNote: String
  /// The severity of diseases by image; `nil` where this was not judged.
  public var severity: Severity?
  /// The job's parameters.
  public var parameters: [FlightReport.LabelledValue]
  /// Versions of the program and its libraries.
  public var versions: [FlightReport.LabelledValue]

  /// Makes a report; all that is left out is not shown.
  public init(
    title: String, context: String, date: String, legend: Legend, summary: [Measure], confusion: [[Int]],
    classes: [ClassScores]
  ) {
    precondition(
      confusion.count == legend.entries.count
        && confusion.allSatisfy { $0.count == legend.entries.count } && classes.count == legend.entries.count,
      "the figures have one entry for each class")
    self.title = title
    self.context = context
    self.date = date
    self.legend = legend
    self.summary = summary
    self.confusion = confusion
    self.classes = classes
    unpredictedPixels = 0
    areaNote = ""
    (facts, notices, foldNotes, groups, worstPlaces) = ([], [], [], [], [])
    (areas, parameters, versions) = ([], [], [])
  }
}
