/// Why nothing can be learned, in one sentence.
public enum TrainingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The job names no scene.
  case noScenes
  /// No scene has a labelled pixel.
  case noLabels([String])
  /// Samples of two scenes do not mean the same.
  case differentScales(role: String, first: String, other: String)
  /// Pixels of two scenes do not have the same side.
  case differentPixelSides(first: String, other: String)
  /// A scene lacks bands that features read.
  case missingBands([String], file: String)
  /// Folds by field need fields.
  case noFields(file: String)
  /// A length in metres needs pixels with a size.
  case noPixelSize(file: String, what: String)
  /// Fewer than two classes have labels.
  case tooFewClasses([String])
  /// No pixel of a class was drawn.
  case noSamples(String)
  /// The gate keeps all labelled pixels of a class out.
  case classOutsideGate(name: String, gate: String)
  /// What lies outside of a fold and its buffer is of fewer than two classes.
  case nothingOutsideFold(Int, of: Int)
  /// The class of what the gate keeps out has no labels.
  case noBackground(name: String)

  /// One sentence.
  public var description: String {
    switch self {
    case .noScenes: "the job names no scene to learn from"
    case .noLabels(let scenes):
      "no pixel of \(scenes.prefix(3).map { "'\($0)'" }.joined(separator: ", "))"
        + "\(scenes.count > 3 ? " and \(scenes.count - 3) more" : "") has a label"
    case .differentScales(let role, let first, let other):
      "the samples of '\(role)' in '\(first)' and in '\(other)' have different scales"
    case .differentPixelSides(let first, let other):
      "the pixels of '\(first)' and of '\(other)' differ in size by more than 2 %"
    case .missingBands(let roles, let file):
      "'\(file)' has no band \(roles.map { "'\($0)'" }.joined(separator: ", ")), which the features read"
    case .noFields(let file): "folds by field need boundaries, and '\(file)' has none"
    case .noPixelSize(let file, let what):
      "the \(what) is given in metres, but '\(file)' has no georeference; give it in px"
    case .tooFewClasses(let names):
      names.isEmpty
        ? "no pixel has a label" : "only class '\(names[0])' has labels, and a model needs two at least"
    case .noSamples(let name): "no pixel of class '\(name)' was drawn; raise 'per_class' or 'per_scene'"
    case .classOutsideGate(let name, let gate):
      "the gate '\(gate)' keeps out every labelled pixel of class '\(name)'"
    case .nothingOutsideFold(let fold, let count):
      "samples outside of fold \(fold) of \(count) and its buffer are of fewer than two classes; choose a narrower 'buffer' or other folds"
    case .noBackground(let name):
      "class '\(name)' has no labels, but is what the gate makes of the pixels it keeps out"
    }
  }
}
