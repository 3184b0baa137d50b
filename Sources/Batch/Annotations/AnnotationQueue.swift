import Catalog
import Foundation
import JobDefinition
import Pixels

/// The flights of a job that wait for labels, as scenes without any.
struct AnnotationQueue: Sendable {
  /// The scenes, with the folds of the job's training where it has one.
  let training: TrainingSelection
  let legend: Legend
  private let requests: [AnnotationRequest]
  private let catalogPath: String

  /// Reads the job's catalog.
  ///
  /// - Throws: `CatalogError`; `AnnotationQueueError` where nothing waits.
  init(_ plan: JobPlan) throws {
    catalogPath = RunFolders(at: plan.job.outputs.folder.resolved).catalog
    requests =
      try FileManager.default.fileExists(atPath: catalogPath)
      ? CatalogDatabase(path: catalogPath, access: .read).annotationRequests(jobName: plan.job.name) : []
    guard !requests.isEmpty else { throw AnnotationQueueError.nothingWaits(job: plan.job.name) }
    guard let folder = plan.job.model?.folder.resolved else {
      throw JobPlanError(
        file: plan.job.file, place: "/segment", reason: "no model is named that could say what is uncertain")
    }
    legend = try plan.legend ?? LoadedModel(at: folder).legend
    var training = plan.job.training ?? TrainingSelection(scenes: [])
    let survey = try plan.survey()
    let flights = survey.ready + survey.held.map(\.candidate)
    let files = flights.reduce(into: [String: JobPath]()) { files, flight in
      if case .one(let path) = flight.files { files[flight.name] = path }
    }
    training.scenes = requests.map { request in
      .init(source: .files(files[request.flightName] ?? JobPath(request.path, in: "")), labels: [])
    }
    training.folds.unit = .scenes
    self.training = training
  }

  /// Records where the tiles of each flight were written.
  func settle(_ paths: AnnotationPaths) throws {
    let catalog = try CatalogDatabase(path: catalogPath, access: .write)
    let now = Date().formatted(.iso8601)
    for (scene, request) in requests.enumerated() {
      try catalog.suggest(request.id, package: paths.path(of: scene), at: now)
    }
  }
}

/// Why no queued flight can be looked at.
public enum AnnotationQueueError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No flight waits for labels.
  case nothingWaits(job: String)

  /// One sentence.
  public var description: String {
    switch self {
    case .nothingWaits(let job): "no flight of the job '\(job)' waits for annotation"
    }
  }
}
