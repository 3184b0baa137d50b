import Confinement
import Foundation
import TestSupport

/// The process that reads mutants one after another; what it writes to file 3
/// tells the one who waits which mutant is at hand.
struct Reader {
  let files: BaseFiles
  let seed: Int
  let folder: TemporaryFolder

  /// Memory that no mutant may exceed.
  static let memoryByteCount = 1 << 30

  /// Reads the mutants of some numbers.
  func run(_ numbers: Range<Int>) throws {
    Confinement.limitMemory(toByteCount: Self.memoryByteCount)
    let reading = try Reading()
    for number in numbers {
      let mutant = Mutant(number, seed: seed, of: files)
      say("begin \(number) \(mutant.name) \(mutant.kind)")
      let path = folder.url.appendingPathComponent(mutant.name).path
      try Data(mutant.bytes).write(to: URL(fileURLWithPath: path))
      Self.forgetPeak()
      let started = ContinuousClock.now
      let outcome = reading.outcome(of: path, isMosaic: mutant.isMosaic)
      let spent = (ContinuousClock.now - started).components
      let milliseconds = spent.seconds * 1000 + spent.attoseconds / 1_000_000_000_000_000
      say("end \(number) \(milliseconds) \(Self.peakMebibytes) \(outcome)")
    }
  }

  private func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(3, bytes, bytes.count)
  }

  /// Source: `clear_refs` in `proc(5)`: 5 resets the peak of memory.
  private static func forgetPeak() {
    try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
  }

  private static var peakMebibytes: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) >> 10
  }
}
