import Foundation
import TestSupport

/// The built program while it runs.
final class RunningFurrow {
  private let process = Process()
  private let errorFile: URL
  private let outputFile: URL

  /// Starts the program; its output goes to files in the bench's folder.
  init(_ arguments: [String], in bench: FaultsBench, environment: [String: String] = [:]) throws {
    let name = UUID().uuidString
    (errorFile, outputFile) = (
      bench.url.appendingPathComponent("\(name).err"), bench.url.appendingPathComponent("\(name).out")
    )
    process.executableURL = URL(fileURLWithPath: BuiltFurrow.path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    for file in [errorFile, outputFile] {
      _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    }
    process.standardError = try FileHandle(forWritingTo: errorFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  var errors: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }
  var isRunning: Bool { process.isRunning }

  /// The processes that the program started and that run at this moment.
  var children: [Int32] {
    let number = process.processIdentifier
    let text = try? String(contentsOfFile: "/proc/\(number)/task/\(number)/children", encoding: .utf8)
    return (text ?? "").split(separator: " ").compactMap { Int32($0) }
  }

  /// Waits for the program's end; one that hangs is killed.
  @discardableResult
  func wait() -> BuiltFurrow.Ending {
    let deadline = ContinuousClock.now + .seconds(90)
    while process.isRunning {
      if ContinuousClock.now > deadline { send(SIGKILL) }
      usleep(1000)
    }
    process.waitUntilExit()
    let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
    return BuiltFurrow.Ending(
      code: process.terminationStatus + signal,
      output: (try? String(contentsOf: outputFile, encoding: .utf8)) ?? "", errors: errors)
  }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits until something is so or the program has ended; true where it is so.
  func wait(until condition: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + .seconds(60)
    while process.isRunning, ContinuousClock.now < deadline {
      if condition() { return true }
      usleep(300)
    }
    return condition()
  }

  /// The most memory that the program had until it ended.
  func peakKibibytes() -> Int {
    var peak = 0
    while process.isRunning {
      let status =
        (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
      if let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }) {
        peak = max(peak, line.split(separator: " ").compactMap { Int($0) }.first ?? 0)
      }
      usleep(2000)
    }
    return peak
  }
}

/// A port of this machine that notes whether anybody called.
final class LoopbackListener {
  private let descriptor: Int32
  /// The listener as a URL without a path.
  let address: String

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let isBound = withUnsafeMutablePointer(to: &place) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
        bind(descriptor, place, length) == 0 && listen(descriptor, 4) == 0
          && getsockname(descriptor, place, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    address = "http://127.0.0.1:\(UInt16(bigEndian: place.sin_port))"
  }

  deinit { close(descriptor) }

  /// True where a connection waits.
  var wasCalled: Bool {
    let caller = accept(descriptor, nil, nil)
    if caller >= 0 { close(caller) }
    return caller >= 0
  }
}
