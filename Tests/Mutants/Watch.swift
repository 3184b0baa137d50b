import Confinement
import Foundation

/// Starts readers, notes what becomes of each mutant, and starts another after
/// one that trapped or hung.
final class Watch {
  private let program: String
  private let seed: Int
  private(set) var outcomes: [String: Int] = [:]
  private(set) var failures: [String] = []
  private(set) var slowest = (milliseconds: 0, mutant: "")
  private(set) var largest = (mebibytes: 0, mutant: "")

  /// Seconds that one mutant may take.
  static let limit = 20

  init(program: String, seed: Int) { (self.program, self.seed) = (program, seed) }

  /// Has the mutants of some numbers read.
  func run(_ numbers: Range<Int>) throws {
    var next = numbers.lowerBound
    while next < numbers.upperBound { next = try go(through: next..<numbers.upperBound) }
  }

  /// Reads until the end, a trap or a hang; gives the number to go on with.
  private func go(through numbers: Range<Int>) throws -> Int {
    let child = try ChildProcess(
      program,
      arguments: ["--read", "\(seed)", "\(numbers.lowerBound)", "\(numbers.upperBound)"],
      environment: ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 },
      input: [])
    var (text, last, done) = ("", ContinuousClock.now, numbers.lowerBound)
    var current = "none"
    func take(_ line: Substring) {
      let words = line.split(separator: " ", maxSplits: 4).map(String.init)
      if words[0] == "begin" { current = words.dropFirst().joined(separator: " ") }
      guard words[0] == "end", words.count == 5, let number = Int(words[1]) else { return }
      done = number + 1
      note(words[4], milliseconds: Int(words[2]) ?? 0, mebibytes: Int(words[3]) ?? 0, of: current)
    }
    func read() {
      while let bytes = Self.available(child.messages), !bytes.isEmpty {
        text += String(decoding: bytes, as: UTF8.self)
        last = .now
      }
      _ = Self.available(child.errors)
      while let end = text.firstIndex(of: "\n") {
        take(text[..<end])
        text.removeSubrange(...end)
      }
    }
    while child.poll() == nil {
      usleep(2000)
      read()
      if ContinuousClock.now - last > .seconds(Self.limit) {
        child.send(SIGKILL)
        while child.poll() == nil { usleep(1000) }
        failures.append("hangs: \(current)")
        return done + 1
      }
    }
    read()
    if child.poll() == .exited(0) { return numbers.upperBound }
    failures.append("ends with \(child.poll().map { "\($0)" } ?? ""): \(current)")
    return done + 1
  }

  private func note(_ outcome: String, milliseconds: Int, mebibytes: Int, of mutant: String) {
    outcomes[outcome, default: 0] += 1
    if milliseconds > slowest.milliseconds { slowest = (milliseconds, mutant) }
    if mebibytes > largest.mebibytes { largest = (mebibytes, mutant) }
  }

  /// What can be read at once; `nil` at the end.
  private static func available(_ descriptor: Int32) -> [UInt8]? {
    var file = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&file, 1, 0) == 1, file.revents & Int16(POLLIN) != 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = read(descriptor, &bytes, bytes.count)
    return count > 0 ? Array(bytes.prefix(count)) : nil
  }
}
