public import JobDefinition
public import Pixels
public import Segmentation
public import Spectral

/// What a job means, apart from any mosaic: its indices known and its rules
/// parsed.
public struct JobPlan: Sendable {
  /// An index that is measured or written.
  public struct Index: Hashable, Sendable {
    /// The name in the job and in results.
    public var name: String
    /// The formula over bands.
    public var expression: Expression
  }

  /// The job.
  public let job: Job
  /// The standard indices and the job's own.
  public let catalogue: IndexCatalogue
  /// The indices that are measured or written, each once.
  public let indices: [Index]
  /// The rules over bands, with automatic thresholds still in them.
  public let rules: [RuleSegmenter.Rule]
  /// The keys of automatic thresholds, as the job would write them, by the
  /// key of the comparison over bands.
  public let thresholdNames: [String: String]

  /// Reads the job's expressions.
  ///
  /// - Throws: `JobPlanError` that names the place in the job.
  public init(_ job: Job) throws {
    do {
      try self.init(reading: job)
    } catch var error as JobPlanError {
      error.file = job.file
      throw error
    }
  }

  private init(reading job: Job) throws {
    self.job = job
    do {
      catalogue = try IndexCatalogue.standard.adding(
        job.indices.custom.map { IndexDefinition($0.name, $0.name, $0.expression, source: "the job") })
    } catch {
      throw JobPlanError(place: "/indices/custom", reason: error.description)
    }
    var names: [String] = []
    for name in job.indices.report + job.outputs.indices where !names.contains(name) { names.append(name) }
    indices = try Self.indices(names, in: catalogue)
    (rules, thresholdNames) = try Self.rules(job.segment, in: catalogue)
    if let naming = job.flights?.naming { try Self.check(naming) }
    if let training = job.training { try Self.check(training, legend: job.legend, in: catalogue) }
    guard job.processing.tileSize.isMultiple(of: 64) else {
      throw JobPlanError(
        place: "/processing/tile_size", reason: "\(job.processing.tileSize) is not a multiple of 64")
    }
  }

  /// The job's legend, where it has one.
  public var legend: Legend? { job.legend }

  private static func indices(_ names: [String], in catalogue: IndexCatalogue) throws -> [Index] {
    try names.map { name in
      guard let expression = catalogue.expression(of: name) else {
        let nearest = NearestName.nearest(to: name, among: catalogue.names)
        throw JobPlanError(
          place: "/indices/report", reason: "there is no index '\(name)'", suggestion: nearest)
      }
      return Index(name: name.lowercased(), expression: expression)
    }
  }

  private static func rules(
    _ set: RuleSet?, in catalogue: IndexCatalogue
  ) throws -> (rules: [RuleSegmenter.Rule], names: [String: String]) {
    guard let set else { return ([], [:]) }
    var names: [String: String] = [:]
    var unused = Set(set.fixedThresholds.keys)
    var rules: [RuleSegmenter.Rule] = []
    for (number, rule) in set.rules.enumerated() {
      let place = "/segment/rules/\(number)/when"
      do {
        let written = try catalogue.parse(rule.condition)
        for comparison in written.automaticComparisons { unused.remove(comparison.key) }
        let fixed = written.fixing(set.fixedThresholds)
        for comparison in fixed.automaticComparisons {
          let expanded = try catalogue.expand(catalogue.parse(comparison.key))
          if let key = expanded.automaticComparison?.key { names[key] = comparison.key }
        }
        rules.append(RuleSegmenter.Rule(code: rule.code, condition: try catalogue.expand(fixed)))
      } catch let error as ExpressionError {
        throw JobPlanError(place: place, reason: "\(error)", rendering: error.rendering)
      } catch let error as IndexError {
        throw JobPlanError(place: place, reason: "\(error)")
      }
    }
    if let key = unused.sorted().first {
      throw JobPlanError(
        place: "/segment/fixed", reason: "no rule compares '\(key)'",
        suggestion: NearestName.nearest(to: key, among: names.values.sorted()))
    }
    return (rules, names)
  }
}

/// Why a job that is well formed means nothing.
public struct JobPlanError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The job file; empty where the job was not read from one.
  public var file = ""
  /// The JSON pointer of the value in the job file.
  public var place: String
  /// What is wrong there.
  public var reason: String
  /// The nearest thing that would have been right.
  public var suggestion: String?

  /// The expression with a caret under the place, in two lines.
  public var rendering: String?

  /// One sentence that names the file and the place; an expression follows with
  /// a caret under what is wrong.
  public var description: String {
    let sentence = (file.isEmpty ? "" : "\(file): ") + "\(reason) in \(place)"
    let question = suggestion.map { "; did you mean '\($0)'?" } ?? ""
    let lines =
      rendering.map { "\n" + $0.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n") } ?? ""
    return sentence + question + lines
  }
}
