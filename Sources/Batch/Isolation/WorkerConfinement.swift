import Confinement
import Foundation
import JobDefinition

extension Confinement {
  /// Memory of a worker besides what the job plans for strips and tiles:
  /// libraries, caches, the stack of each thread.
  private static let besidesPlan = 512 << 20
  private static let ofThread = 16 << 20

  /// What a worker on one flight of a job may do.
  init(_ flight: FlightCandidate, of job: Job, folders: RunFolders, threadCount: Int, parent: Int32) {
    let files = flight.paths + [job.fields?.file.resolved].compactMap(\.self)
    self.init(
      readable: files.flatMap(Self.withCompanions) + [job.model?.folder.resolved].compactMap(\.self),
      writable: [folders.output], allowsNetwork: job.allowsRemote,
      limits: Limits(
        memoryByteCount: Self.memoryByteCount(job.limits, threadCount: threadCount),
        processorSeconds: job.limits.maximumProcessorSeconds ?? job.limits.maximumSeconds * threadCount,
        fileByteCount: job.limits.maximumFileMebibytes << 20,
        openFileCount: job.limits.maximumOpenFiles),
      parent: parent)
  }

  /// The most memory of a worker's own.
  static func memoryByteCount(_ limits: JobDefinition.Limits, threadCount: Int) -> Int {
    limits.maximumMemoryMebibytes << 20 + besidesPlan + threadCount * ofThread
  }

  /// A file and those beside it that share its name up to the last dot: masks,
  /// overviews, world files, the parts of a Shapefile; links lead elsewhere.
  private static func withCompanions(_ path: String) -> [String] {
    let folder = (path as NSString).deletingLastPathComponent
    let stem = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    let beside = names.filter { $0.hasPrefix(stem + ".") }
      .map { (folder as NSString).appendingPathComponent($0) }
    return [path] + beside.filter { (try? FileManager.default.destinationOfSymbolicLink(atPath: $0)) == nil }
  }
}
