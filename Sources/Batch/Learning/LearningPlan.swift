import JobDefinition
import Pixels
import Segmentation
import Spectral

/// The parts of a training job that concern pixels, their expressions read.
struct LearningPlan: Sendable {
  let selection: TrainingSelection
  /// The folder that the model becomes.
  let modelFolder: String
  let legend: Legend
  /// Where the forests look, over band names; `nil` for everywhere.
  let gate: Expression?
  /// The features of the first stage, over band names.
  let features: [Expression]
  /// What the second stage reads besides, over band names and probabilities.
  let context: [Expression]
  /// Gate, features and context as text that needs no index of the job's own.
  let texts: (gate: String?, features: [String], context: [String])

  /// Reads the expressions of a job that trains.
  ///
  /// - Throws: `JobPlanError` that names the place in the job.
  init(_ plan: JobPlan) throws(JobPlanError) {
    guard let selection = plan.job.training else {
      throw JobPlanError(file: plan.job.file, place: "/train", reason: "the section 'train' is missing")
    }
    guard let legend = plan.legend else {
      throw JobPlanError(file: plan.job.file, place: "/legend", reason: "the section 'legend' is missing")
    }
    for (key, isGiven) in [("features", !selection.features.isEmpty), ("model", selection.model != nil)]
    where !isGiven {
      throw JobPlanError(
        file: plan.job.file, place: "/train", reason: "key '\(key)' is missing, which training needs")
    }
    self.selection = selection
    modelFolder = selection.model?.resolved ?? ""
    self.legend = legend
    let names = plan.catalogue.names + legend.entries.map { "p\($0.code)" }
    func read(_ text: String, _ place: String) throws(JobPlanError) -> Expression {
      do {
        return try plan.catalogue.expand(Expression(parsing: text, names: names))
      } catch let error as ExpressionError {
        throw JobPlanError(
          file: plan.job.file, place: place, reason: "\(error)", rendering: error.rendering)
      } catch {
        throw JobPlanError(file: plan.job.file, place: place, reason: "\(error)")
      }
    }
    gate = try selection.gate.map { text throws(JobPlanError) in try read(text, "/train/gate") }
    var features: [Expression] = []
    for (number, text) in selection.features.enumerated() {
      features.append(try read(text, "/train/features/\(number)"))
    }
    var context: [Expression] = []
    for (number, text) in selection.context.enumerated() {
      context.append(try read(text, "/train/context/\(number)"))
    }
    self.features = features
    self.context = context
    let custom = Set(plan.job.indices.custom.map { $0.name.lowercased() })
    func portable(_ text: String, _ expanded: Expression) -> String {
      let written = try? Expression(parsing: text, names: names)
      return written?.names.isDisjoint(with: custom) == true ? text : expanded.description
    }
    texts = (
      gate.flatMap { gate in selection.gate.map { portable($0, gate) } },
      zip(selection.features, features).map(portable), zip(selection.context, context).map(portable)
    )
  }

  /// The roles of all bands that the model reads.
  var roles: [BandRole] {
    let names = (features + context + (gate.map { [$0] } ?? []))
      .reduce(into: Set<String>()) { $0.formUnion($1.names) }
    return BandRole.allCases.filter { names.contains($0.rawValue) }
  }
}
