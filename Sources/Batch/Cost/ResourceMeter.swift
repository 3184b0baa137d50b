import Foundation

/// What this process has used since a moment: time, processors, memory.
package struct ResourceMeter {
  private let start = ContinuousClock.now
  private let startCPU = Self.processorSeconds

  /// Starts now.
  init() {}

  /// Seconds that have passed.
  var wallSeconds: Double {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }

  /// Processor seconds of all of the process's threads, in the kernel too.
  var cpuSeconds: Double { Self.processorSeconds - startCPU }

  /// The most memory that the process has held since it began, in bytes.
  ///
  /// Source: `VmHWM` of `/proc/self/status`, `proc(5)`. What `getrusage(2)`
  /// tells may be that of the process which started this one; it is taken where
  /// there is no `/proc`.
  package static var peakMemoryByteCount: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    if let kibibytes = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap({
      Int($0)
    }) {
      return kibibytes << 10
    }
    return Int(usage.ru_maxrss) << 10
  }

  /// Source: `getrusage(2)`.
  private static var processorSeconds: Double {
    let usage = usage
    return [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) * 1e-6
    }
  }

  private static var usage: rusage {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return usage
  }
}
