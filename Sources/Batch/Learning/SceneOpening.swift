import FieldStatistics
import Foundation
import GeoFiles
import Grid
import JobDefinition
import Learning
import Pixels
import Spectral

/// Finds the scenes that a job names, and opens them with their labels.
struct SceneOpening {
  let plan: JobPlan
  let legend: Legend
  /// The scenes as the job describes them.
  let descriptions: [TrainingSelection.Scene]
  /// The section of the job that they stand in.
  let section: String
  /// What is kept together.
  let folds: TrainingSelection.Folds
  /// The bands that every scene must have.
  let roles: [BandRole]

  /// A scene before it is opened.
  private struct Candidate {
    var flight: FlightCandidate
    /// What the `*` of the scene's path stands for.
    var text: String?
  }

  /// Opens every scene, in the order of the job.
  ///
  /// - Parameter note: Gets a sentence for every part of the labels that is
  ///   left out.
  /// - Throws: What is wrong with a scene, its bands or its labels; the error
  ///   names the file.
  func scenes(note: (String) -> Void = { _ in }) throws -> [LearningScene] {
    var scenes: [LearningScene] = []
    for (number, scene) in descriptions.enumerated() {
      for candidate in try candidates(scene, number: number) {
        scenes.append(try open(candidate, scene, note: note))
      }
    }
    var names = Set<String>()
    for scene in scenes where !names.insert(scene.name).inserted {
      throw DiscoveryError.repeatedName(scene.name, paths: [scene.file.locator.name])
    }
    return scenes
  }

  private func candidates(_ scene: TrainingSelection.Scene, number: Int) throws -> [Candidate] {
    switch scene.source {
    case .flight(let name):
      guard plan.job.flights != nil else { throw RunError.noFlightSection(job: plan.job.name) }
      let all = try FlightDiscovery.survey(plan.job).ready
      guard let found = all.first(where: { $0.name == name }) else {
        throw RunError.noSuchFlight(name, known: all.map(\.name))
      }
      return [Candidate(flight: found, text: nil)]
    case .files(let path):
      guard path.hasWildcard else { return [candidate(path, text: nil)] }
      let found = try FileAccessError.names(in: path.folder).sorted().compactMap { name in
        path.wildcardText(in: name).map { candidate(path.replacingWildcards(with: $0), text: $0) }
      }
      guard !found.isEmpty else {
        throw JobPlanError(
          file: plan.job.file, place: "/\(section)/scenes/\(number)", reason: "no file fits '\(path.written)'"
        )
      }
      return found
    }
  }

  private func candidate(_ path: JobPath, text: String?) -> Candidate {
    Candidate(
      flight: FlightCandidate(
        name: FlightDiscovery.safeName((path.fileName as NSString).deletingPathExtension),
        date: (plan.job.flights?.datePattern ?? .standard).date(in: path.fileName), files: .one(path)),
      text: text)
  }

  private func open(
    _ candidate: Candidate, _ scene: TrainingSelection.Scene, note: (String) -> Void
  ) throws -> LearningScene {
    var policy = FlightPreparation.policy(plan.job)
    policy.allowsPictures = true
    let preparation = FlightPreparation(job: plan, candidate: candidate.flight)
    let file = try MosaicFile.open(
      preparation.locator, policy: policy, crs: plan.job.sensor.referenceSystem)
    let bands = try preparation.resolveBands(file.mosaic)
    let calibration = try preparation.resolveCalibration(file.mosaic, bands)
    try checkRoles(bands, file: file)
    let size = file.mosaic.size
    let side = try file.grid.map {
      try $0.crs.pixelArea(
        $0.transform, at: GridPoint(column: Double(size.width) / 2, row: Double(size.height) / 2)
      ).squareRoot()
    }
    let fields = try readFields(scene, file: file)
    let coverages = try fields.map { try FieldCoverage(field: $0, mosaic: size) }
    return LearningScene(
      name: candidate.flight.name, date: candidate.flight.date, file: file, bands: bands,
      calibration: calibration,
      nodata: plan.job.sensor.nodata, labels: try labels(scene, candidate, file: file, note: note),
      annotation: SceneAnnotation(description: scene, wildcard: candidate.text, legend: legend),
      blocks: try blocks(size, side: side, coverages: coverages, file: file), fields: fields,
      coverages: coverages,
      fingerprint: try Fingerprint(
        ofFilesAt: candidate.flight.paths, allowsRemote: plan.job.allowsRemote
      ).text, pixelSideMetres: side ?? 1, hasPlace: side != nil)
  }

  private func checkRoles(_ bands: ResolvedBands, file: MosaicFile) throws(TrainingError) {
    let missing = roles.filter { bands.bandNumber[$0] == nil }
    guard missing.isEmpty else {
      throw .missingBands(missing.map(\.rawValue), file: file.locator.name)
    }
  }

  private func readFields(_ scene: TrainingSelection.Scene, file: MosaicFile) throws -> [Field] {
    guard let boundaries = scene.fields ?? plan.job.fields else { return [] }
    guard let grid = file.grid else { return [] }
    return try FlightPreparation.readFields(boundaries, onto: grid)
  }

  private func blocks(
    _ size: PixelSize, side metres: Double?, coverages: [FieldCoverage], file: MosaicFile
  ) throws -> BlockMap {
    switch folds.unit {
    case .scenes, .flights: return .whole
    case .fields:
      guard !coverages.isEmpty else { throw TrainingError.noFields(file: file.locator.name) }
      return .fields(coverages)
    case .blocks:
      guard let side = folds.side.pixels(ofSideMetres: metres) else {
        throw TrainingError.noPixelSize(file: file.locator.name, what: "side of the folds' blocks")
      }
      let pixels = max(1, Int(side.rounded()))
      return .grid(side: pixels, columnCount: (size.width + pixels - 1) / pixels)
    }
  }

  private func labels(
    _ scene: TrainingSelection.Scene, _ candidate: Candidate, file: MosaicFile, note: (String) -> Void
  ) throws -> any LabelSource {
    let sources = try scene.labels.map {
      try SceneLabels(description: $0, legend: legend)
        .source(wildcard: candidate.text, onto: file, note: note)
    }
    guard !sources.isEmpty else { return NoLabels() }
    let merged: any LabelSource = sources.count == 1 ? sources[0] : MergedLabels(sources)
    guard let code = scene.unlabelled else { return merged }
    return FilledLabels(merged, with: code, size: file.mosaic.size)
  }
}

extension FileAccessError {
  /// The names in a folder.
  static func names(in folder: String) throws(FileAccessError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw FileAccessError(
        operation: "read the folder", path: folder,
        reason: FileManager.default.fileExists(atPath: folder)
          ? "it is not a readable folder" : "there is no such folder")
    }
  }
}
