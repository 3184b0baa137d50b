/// A place that a job watches for new mosaics.
public enum WatchedPlace: Hashable, Sendable {
  /// A folder, or a prefix of a bucket.
  case folder(JobPath, isRecursive: Bool, pattern: FilePattern)
  /// The files whose paths fit a pattern.
  case files(JobPath, PathPattern)
  /// The files that a text file lists, one path a line.
  case list(JobPath)

  /// The place as the job file has it.
  public var path: JobPath {
    switch self {
    case .folder(let path, _, _), .files(let path, _), .list(let path): path
    }
  }
}
