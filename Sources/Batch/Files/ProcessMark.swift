import Foundation

/// A process of this machine, as it marks what it has not finished.
///
/// Numbers of processes are used again, so the mark also says when the process
/// started.
struct ProcessMark: Hashable, Sendable {
  /// Its number.
  var number: pid_t
  /// When it started, in the kernel's ticks since the boot; `nil` where nothing
  /// tells.
  var start: UInt64?

  /// The mark of this process.
  static var own: ProcessMark {
    ProcessMark(number: getpid(), start: ProcessState(getpid())?.start)
  }

  /// True unless the process has certainly ended: there is none of this number,
  /// it is a zombie, or it started at another time.
  var isAlive: Bool {
    guard kill(number, 0) == 0 || errno != ESRCH else { return false }
    guard let state = ProcessState(number) else { return true }
    return !state.hasEnded && (start == nil || start == state.start)
  }
}

extension ProcessMark {
  /// The number, a dash and the start: "12-3456".
  var text: String { "\(number)" + (start.map { "-\($0)" } ?? "") }

  /// Reads a mark, also one that does not tell the start.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let number = pid_t(parts[0]), number > 0 else { return nil }
    guard parts.count == 2 else {
      self.init(number: number, start: nil)
      return
    }
    guard let start = UInt64(parts[1]) else { return nil }
    self.init(number: number, start: start)
  }
}

/// What the kernel tells anybody of a process.
///
/// Source: `proc_pid_stat(5)`.
private struct ProcessState {
  /// True where only its parent has not asked for it yet, all threads having ended.
  var hasEnded: Bool
  var start: UInt64

  /// Looks at a process; `nil` where nothing tells.
  init?(_ number: pid_t) {
    guard let text = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8),
      let name = text.lastIndex(of: ")")
    else { return nil }
    // From the third field on.
    let fields = text[text.index(after: name)...].split(whereSeparator: \.isWhitespace)
    guard fields.count > 19, let threads = Int(fields[17]), let start = UInt64(fields[19]) else { return nil }
    hasEnded = ["Z", "X", "x"].contains(fields[0]) && threads <= 1
    self.start = start
  }
}
