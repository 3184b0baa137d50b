import Foundation

/// A real Slurm cluster of one controller and three nodes on this machine; see
/// Tests/Setup/slurm-cluster.py.
///
/// It ends with the process that started it, whatever ends that: the cluster
/// watches the pipe of its commands and its parent.
public final class SlurmCluster: @unchecked Sendable {
  /// The cluster that tests share, one after another.
  public static let shared = Result { try SlurmCluster() }

  /// Whether the packages slurm-wlm and munge are installed.
  private static var isInstalled: Bool {
    let folders = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"]
    return ["munged", "slurmctld", "slurmd", "sbatch"].allSatisfy { program in
      folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }
  }

  /// Whether a cluster can run here: Slurm is installed, and this machine's own
  /// name leads to an address, which every part of Slurm asks for.
  public static var isPossible: Bool {
    var name = [CChar](repeating: 0, count: 256)
    guard isInstalled, gethostname(&name, name.count - 1) == 0 else { return false }
    var found: UnsafeMutablePointer<addrinfo>?
    defer { if let found { freeaddrinfo(found) } }
    return getaddrinfo(name, nil, nil, &found) == 0
  }

  /// What programs need in their environment to find the cluster.
  public let environment: [String: String]
  /// The names of the nodes.
  public let nodes = ["n1", "n2", "n3"]
  /// The folder with the configuration, the logs and the state.
  public var folder: String {
    URL(fileURLWithPath: environment["SLURM_CONF"] ?? "").deletingLastPathComponent().path
  }

  private let process = Process()
  private let commands = Pipe()
  private let answers = Pipe()

  private init() throws {
    process.executableURL = URL(fileURLWithPath: Oracle.systemPython)
    process.arguments = [Oracle.project.appendingPathComponent("Tests/Setup/slurm-cluster.py").path]
    process.standardInput = commands
    process.standardOutput = answers
    try process.run()
    let line = Self.line(from: answers)
    guard line.hasPrefix("export SLURM_CONF=") else { throw SlurmClusterFailure(answer: line) }
    environment = ["SLURM_CONF": String(line.dropFirst("export SLURM_CONF=".count))]
  }

  /// Kills a node with everything that runs on it, at once.
  public func kill(node: String) throws { try tell("kill-node \(node)") }

  /// Starts a killed node again.
  public func start(node: String) throws { try tell("start-node \(node)") }

  /// Kills the controller at once; running tasks go on.
  public func killController() throws { try tell("kill-controller") }

  /// Starts the controller again, with the state that it had.
  public func startController() throws { try tell("start-controller") }

  /// Runs one of Slurm's programs.
  @discardableResult
  public func run(_ program: String, _ arguments: [String]) throws -> String {
    try Oracle.tool("env", environment.map { "\($0)=\($1)" } + [program] + arguments)
  }

  private func tell(_ command: String) throws {
    try commands.fileHandleForWriting.write(contentsOf: Data("\(command)\n".utf8))
    let answer = Self.line(from: answers)
    guard answer.hasPrefix("done: ") else { throw SlurmClusterFailure(answer: answer) }
  }

  private static func line(from pipe: Pipe) -> String {
    var bytes: [UInt8] = []
    while let byte = try? pipe.fileHandleForReading.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A cluster that does not obey.
public struct SlurmClusterFailure: Error, Hashable, Sendable {
  /// What it said.
  public var answer: String
}
