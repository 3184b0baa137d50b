import Foundation
import Synchronization

/// A program of Slurm, run with a small environment and a time limit.
///
/// What is submitted from within a job must not inherit that job's variables:
/// Slurm hands `SLURM_*` on, and a task would take another's restart count for
/// its own.
struct SlurmProgram {
  /// "sbatch", "squeue", "scontrol".
  let name: String
  /// Variables that jobs get beside the usual few.
  var environment: [String] = []
  /// After this the program is killed; without a controller Slurm's programs
  /// try for many minutes.
  var limitSeconds = 60.0

  private static let usual = [
    "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "SLURM_CONF",
    "GDAL_DATA", "GDAL_DRIVER_PATH", "PROJ_DATA", "PROJ_LIB",
  ]

  /// Runs the program.
  ///
  /// - Returns: What it wrote to standard output.
  /// - Throws: `SlurmError`.
  func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try path())
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.filter { key, _ in
      Self.usual.contains(key) || environment.contains(key) || key.hasPrefix("SBATCH_")
    }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    do { try process.run() } catch { throw SlurmError.missingProgram(name) }
    let isLate = Limit(process, seconds: limitSeconds)
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = Self.sentence(errors.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    if isLate.end() {
      throw SlurmError.unreachable(
        program: name, words: complaint.isEmpty ? "nothing for \(Int(limitSeconds)) seconds" : complaint)
    }
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      throw Self.mayPass(complaint)
        ? SlurmError.unreachable(program: name, words: complaint)
        : SlurmError.refused(program: name, words: complaint)
    }
    return String(decoding: answer, as: UTF8.self)
  }

  private func path() throws -> String {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let paths = folders.filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }
    guard let path = paths.first(where: FileManager.default.isExecutableFile) else {
      throw SlurmError.missingProgram(name)
    }
    return path
  }

  /// The first complaints of a program, in one line.
  private static func sentence(_ data: Data) -> String {
    var lines: [String] = []
    for line in String(decoding: data.prefix(4096), as: UTF8.self).split(separator: "\n") {
      let words = String(line).replacing(#/^\w+: (error|fatal): /#, with: "")
      if !lines.contains(words) { lines.append(words) }
    }
    return lines.prefix(3).joined(separator: "; ")
  }

  private static func mayPass(_ complaint: String) -> Bool {
    [
      "contact slurm controller", "timed out", "temporarily", "try again", "submit limit", "connect failure",
      "Zero Bytes were transmitted", "Slurm backup controller in standby mode",
    ].contains { complaint.localizedCaseInsensitiveContains($0) }
  }
}

/// Kills a process when its time is over.
private final class Limit: Sendable {
  private enum State { case running, over, ended }
  private let state = Mutex(State.running)

  init(_ process: Process, seconds: Double) {
    let number = process.processIdentifier
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [self] in
      state.withLock {
        guard $0 == .running else { return }
        $0 = .over
        kill(number, SIGKILL)
      }
    }
  }

  /// Takes note that the process has ended; true where its time was over.
  func end() -> Bool {
    state.withLock {
      guard $0 == .running else { return true }
      $0 = .ended
      return false
    }
  }
}
