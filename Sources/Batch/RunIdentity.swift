import Catalog
import Digest
import Foundation
import Learning

/// What tells one run of a flight from every other: the mosaic's content and
/// all that determines results besides.
struct RunIdentity {
  let plan: JobPlan
  let candidate: FlightCandidate

  /// The mosaic's content.
  func fingerprint() throws -> Fingerprint {
    try Fingerprint(
      ofFilesAt: candidate.paths, allowsRemote: plan.job.allowsRemote,
      extent: plan.job.flights?.fingerprint ?? .fast)
  }

  /// What determines results besides the mosaic: the job, the boundaries and
  /// the model, whose card names the hashes of its forests.
  func parameters() throws -> RunParameters {
    let json = plan.job.describing(candidate).parametersJSON
    let boundaries = try plan.job.fields.map {
      try Fingerprint(ofFilesAt: boundaryFiles($0.file.resolved)).text
    }
    let model = try plan.job.model.map { try ModelFolder.readCard($0.folder.resolved).yaml }
    return RunParameters(
      jobName: plan.job.name, json: json,
      hash: SHA256.hexDigest(
        of: ([json, boundaries ?? "", candidate.bandOrder] + (model.map { [$0] } ?? [])
          + Furrow.resultsMark).joined(separator: "\n")),
      programVersion: Furrow.version)
  }

  /// The boundary file, and where it is a Shapefile the files that belong to it.
  private func boundaryFiles(_ path: String) -> [String] {
    guard path.lowercased().hasSuffix(".shp") else { return [path] }
    let parts = ["dbf", "prj", "cpg"].flatMap { [$0, $0.uppercased()] }.map { path.dropLast(3) + $0 }
    return [path] + parts.map(String.init).filter(FileManager.default.fileExists)
  }
}
