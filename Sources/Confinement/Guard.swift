/// One thing that a confined process cannot do any more.
public enum Guard: String, CaseIterable, Codable, Hashable, Sendable {
  /// It cannot take more memory than a limit.
  case memory
  /// It cannot use more processor time than a limit.
  case processorTime
  /// It cannot make a file larger than a limit.
  case fileSize
  /// It cannot hold more files open than a limit.
  case openFiles
  /// It gets no new privileges, keeps no capabilities but those over files and
  /// leaves no dump.
  case privileges
  /// It reaches no files but those it was given.
  case places
  /// It starts no program, touches no other process and changes no file's
  /// owner or rights.
  case calls
  /// It has no network.
  case network
  /// It ends with the process that started it.
  case parent

  /// What it is in words.
  public var words: String {
    switch self {
    case .memory: "memory"
    case .processorTime: "processor time"
    case .fileSize: "file size"
    case .openFiles: "open files"
    case .privileges: "privileges"
    case .places: "files within reach"
    case .calls: "system calls"
    case .network: "network"
    case .parent: "end with the parent"
    }
  }
}

/// What became of the guards of a process.
public struct GuardReport: Codable, Hashable, Sendable {
  /// Why each guard that is missing is missing, in the system's words.
  public var missing: [Guard: String]
  /// The newest interface of Landlock that the kernel has; 0 where it has none.
  public var landlockVersion: Int

  /// Makes a report.
  public init(missing: [Guard: String] = [:], landlockVersion: Int = 0) {
    self.missing = missing
    self.landlockVersion = landlockVersion
  }

  /// What is missing as a phrase for each guard, in a fixed order.
  public var phrases: [String] {
    Guard.allCases.compactMap { kind in missing[kind].map { "\(kind.words) (\($0))" } }
  }
}
