import JobDefinition
import Learning
import Reporting

/// What was judged and how, besides the figures.
struct EvaluationSubject {
  /// The job.
  let plan: JobPlan
  /// What was judged: a model's name, or the job's where rules were.
  var title: String
  /// The day for the page.
  var day: CalendarDate
  /// What decided the pixels, such as "rules of the job".
  var judge: String
  /// How blocks and folds were kept apart, a sentence or two each.
  var notes: [String] = []
  /// What must be known before believing the figures.
  var notices: [FlightReport.Notice] = []
  /// Confidence beside truth; `nil` where rules decide.
  var calibration: EvaluationReport.Calibration?
  /// True where the severity of diseases is judged too.
  var judgesSeverity: Bool
}
