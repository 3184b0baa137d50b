import Foundation
import GeoFiles
import Grid
public import JobDefinition
import Learning
import Pixels

/// Checks the labels of a job's scenes, one scene after another.
public struct AnnotationCheckRun: Sendable {
  /// What to do besides.
  public struct Options: Sendable {
    /// The GeoPackage for the findings instead of the standard one.
    public var packagePath: String?
    /// Whether suspected label errors are looked for by learning.
    public var learns = true
    /// Instead of the job's number.
    public var threadCount: Int?

    /// Makes the standard options.
    public init() {}
  }

  private let job: Job
  private let plan: JobPlan
  private let training: TrainingSelection
  private let legend: Legend
  private let options: Options
  private let observer: any TrainingObserver
  private let cancellation: RunCancellation
  private let threadCount: Int

  /// Reads the job.
  ///
  /// - Throws: `JobPlanError`.
  public init(
    _ job: Job, options: Options = Options(), observer: any TrainingObserver,
    cancellation: RunCancellation = .never
  ) throws {
    self.job = job
    plan = try JobPlan(job)
    (training, legend) = try plan.labelled()
    self.options = options
    self.observer = observer
    self.cancellation = cancellation
    threadCount = options.threadCount ?? job.processing.threadCount ?? WorkerPool.processorCount
  }

  /// Smaller shapes and regions are mostly edge, which outlines never meet.
  private static let leastSuspectPixels = 16

  /// A scene, its annotators and what was found of them so far.
  private struct Checked {
    var layers: [AnnotationLayer]
    var findings: AnnotationFindings
  }

  /// Checks every scene and writes its package.
  ///
  /// - Throws: Why a scene or a label file cannot be used; `RunStopped`.
  public func run() throws -> AnnotationCheckOutcome {
    observer.began("opening scenes")
    let scenes = try plan.openScenes(training, legend: legend)
    var checked: [Checked] = []
    for (number, scene) in scenes.enumerated() {
      try cancellation.check()
      observer.progressed("checking labels", share: Double(number) / Double(scenes.count))
      checked.append(try check(scene))
    }
    let totals = legend.entries.indices.map { place in
      checked.dropFirst().reduce(checked[0].findings.totals[place]) { $0.adding($1.findings.totals[place]) }
    }
    let rare = rules(scenes[0]).rareClasses(totals, legend: legend)
    let paths = AnnotationPaths(
      job, given: options.packagePath, ending: "labels", sceneNames: scenes.map(\.name))
    let (suspects, learning) = try suspects(scenes, checked, in: paths.makeFolder())
    var outcomes: [AnnotationCheckOutcome.Scene] = []
    for (number, scene) in scenes.enumerated() {
      let path = paths.path(of: number)
      try write(checked[number].findings.findings + suspects[number] + rare, of: scene, to: path)
      outcomes.append(
        AnnotationCheckOutcome.Scene(
          name: scene.name, findings: checked[number].findings, suspects: suspects[number], package: path))
    }
    return AnnotationCheckOutcome(
      legend: legend, scenes: outcomes, totals: totals, rare: rare, learning: learning)
  }

  private func check(_ scene: LearningScene) throws -> Checked {
    observer.began("checking the labels of \(scene.name)")
    let reading = try scene.annotation.read(onto: scene.file)
    let check = AnnotationCheck(
      legend: legend, size: scene.size,
      pixelAreaSquareMetres: scene.hasPlace ? scene.pixelSideMetres * scene.pixelSideMetres : nil,
      rules: rules(scene))
    var findings = try check.run(
      reading.layers, reading: reading.findings, validity: try SceneValidity(scene))
    // Nobody marked what only counts as a class for want of a label.
    let filled = scene.annotation.description.unlabelled.flatMap { legend[$0]?.name }
    findings.findings.removeAll { $0.kind == .onNodata && $0.className == filled }
    return Checked(layers: reading.layers, findings: findings)
  }

  private func rules(_ scene: LearningScene) -> AnnotationRules {
    var rules = AnnotationRules()
    rules.folds = training.folds.count
    rules.judgesRareClasses = false
    switch scene.blocks {
    case .grid(let side, _): rules.blockSize = side
    case .whole:
      rules.blockSize = max(scene.size.width, scene.size.height)
      rules.blockWords = "scenes"
    case .fields: break
    }
    return rules
  }

  /// The suspected errors of each scene and the noise of all.
  private func suspects(
    _ scenes: [LearningScene], _ checked: [Checked], in folder: String
  ) throws -> (suspects: [[AnnotationFinding]], learning: AnnotationCheckOutcome.Learning) {
    let none = scenes.map { _ in [AnnotationFinding]() }
    guard options.learns else { return (none, .notAsked) }
    let learning: QuickLearning
    do {
      learning = try QuickLearning(
        job, scenes: scenes, threadCount: threadCount, observer: observer, cancellation: cancellation)
    } catch let error where error.isAboutLabels {
      return (none, .impossible("\(error)"))
    }
    let mapping = try OutOfFoldMapping(learning)
    let thresholds = learning.thresholds
    var counts: ConfidentLearning?
    var suspects = none
    for number in scenes.indices {
      let layers = checked[number].layers.filter { !$0.labels.extent.isEmpty }
      guard !layers.isEmpty else { continue }
      let store = try mapping.probabilities(
        ofScene: number, around: AnyLabels(layers.map(\.labels)), in: folder)
      for layer in layers {
        try cancellation.check()
        var check = ConfidentLabelCheck(layer, size: scenes[number].size)
        check.thresholds = thresholds
        check.leastPixels = Self.leastSuspectPixels
        let report = try check.run(StoredProbabilities(store))
        suspects[number] += report.suspects.map { $0.finding(legend: legend, layer: layer) }
        if counts?.merge(report.counts) == nil { counts = report.counts }
      }
    }
    guard let counts else { return (none, .impossible("no pixel has a label")) }
    return (suspects, .done(counts.noise))
  }

  private func write(
    _ findings: [AnnotationFinding], of scene: LearningScene, to path: String
  ) throws {
    let package = try AnnotationPackage(
      path: path, target: AnnotationTarget(scene.file), layers: [.findings])
    for finding in findings { try package.append(finding) }
    try package.finish()
  }
}

extension JobPlan {
  /// The parts of a job that concern labels.
  func labelled() throws(JobPlanError) -> (training: TrainingSelection, legend: Legend) {
    guard let training = job.training else {
      throw JobPlanError(file: job.file, place: "/train", reason: "the section 'train' is missing")
    }
    guard let legend else {
      throw JobPlanError(file: job.file, place: "/legend", reason: "the section 'legend' is missing")
    }
    return (training, legend)
  }

  /// Opens the scenes that a model would be learned from.
  func openScenes(_ training: TrainingSelection, legend: Legend) throws -> [LearningScene] {
    let scenes = try SceneOpening(
      plan: self, legend: legend, descriptions: training.scenes, section: "train", folds: training.folds,
      roles: []
    ).scenes()
    guard !scenes.isEmpty else { throw TrainingError.noScenes }
    return scenes
  }
}

extension AnnotationFindings.ClassTotal {
  fileprivate func adding(_ other: Self) -> Self {
    AnnotationFindings.ClassTotal(
      code: code, objects: objects + other.objects, pixels: pixels + other.pixels,
      blocks: blocks + other.blocks)
  }
}

extension Error {
  /// True where labels, folds or bands do not let anything be learned.
  var isAboutLabels: Bool { self is TrainingError || self is FoldError || self is TrainingTableError }
}
