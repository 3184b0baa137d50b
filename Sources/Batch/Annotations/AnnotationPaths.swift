import Foundation
import JobDefinition

/// Where the packages about a job's labels go.
struct AnnotationPaths {
  private let base: String
  private let sceneNames: [String]

  /// Chooses the place: as given; else beside the model that is to be
  /// trained; else in the job's folder for results.
  ///
  /// - Parameter ending: What is added to the job's name.
  init(_ job: Job, given: String?, ending: String, sceneNames: [String]) {
    self.sceneNames = sceneNames
    if let given {
      base = given.hasSuffix(".gpkg") ? String(given.dropLast(5)) : given
    } else {
      let folder =
        job.training?.model.map { ($0.resolved as NSString).deletingLastPathComponent }
        ?? job.outputs.folder.resolved
      base = (folder.isEmpty ? "" : folder + "/") + "\(job.name)-\(ending)"
    }
  }

  /// The package of a scene: where there are several, in a folder by its name.
  func path(of scene: Int) -> String {
    sceneNames.count == 1 ? base + ".gpkg" : "\(base)/\(sceneNames[scene]).gpkg"
  }

  /// Makes the folder in which the packages will lie.
  ///
  /// - Returns: The folder.
  func makeFolder() throws(FileAccessError) -> String {
    let folder = (path(of: 0) as NSString).deletingLastPathComponent
    guard !folder.isEmpty else { return "." }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw FileAccessError(operation: "make the folder", path: folder, reason: error.localizedDescription)
    }
    return folder
  }
}
