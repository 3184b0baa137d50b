import Foundation

/// A process that has ended and that nobody has waited for.
public final class Zombie {
  /// Its number.
  public let number: Int32
  /// When it started, in ticks since the boot.
  public let start: UInt64

  private var isBuried = false

  /// Starts a process and lets it end.
  public init() throws {
    var number: pid_t = 0
    let name = strdup("true")
    defer { free(name) }
    let failure = posix_spawn(&number, "/bin/true", nil, nil, [name, nil], [nil])
    guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
    self.number = number
    var found = siginfo_t()
    while waitid(P_PID, id_t(number), &found, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    let text = try String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.first == "Z", fields.count > 19, let start = UInt64(fields[19]) else {
      throw POSIXError(.ESRCH)
    }
    self.start = start
  }

  deinit { bury() }

  /// Waits for it, after which its number is free.
  public func bury() {
    guard !isBuried else { return }
    while waitpid(number, nil, 0) < 0, errno == EINTR {}
    isBuried = true
  }
}
