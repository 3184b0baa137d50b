import Foundation

/// Who holds a lock, as its file says.
struct LockHolder: Hashable, Sendable {
  /// In words: "process 12 on farm-pc".
  var owner: String
  /// The kernel's boot that the process belongs to; empty where the file does
  /// not say.
  var boot: String
  /// What makes this holding different from any other.
  var token: String

  /// This process, holding a lock now.
  init() {
    owner = "process \(getpid()) on \(ProcessInfo.processInfo.hostName)"
    boot = Self.presentBoot
    token = UUID().uuidString
  }

  /// Reads a lock file's text; `nil` where nobody is named.
  init?(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let first = lines.first, !first.isEmpty else { return nil }
    owner = first
    boot = Self.value("boot", lines)
    token = Self.value("token", lines)
  }

  /// The file's text with the number of a heartbeat.
  func text(beat: Int) -> String {
    "\(owner)\nboot \(boot)\ntoken \(token)\nbeat \(beat) at \(Date().formatted(.iso8601))\n"
  }

  /// True where the kernel of this machine would know of the lock.
  var isOfThisMachine: Bool { boot.isEmpty || boot == Self.presentBoot }

  private static func value(_ key: String, _ lines: [String]) -> String {
    lines.first { $0.hasPrefix("\(key) ") }.map { String($0.dropFirst(key.count + 1)) } ?? ""
  }

  /// Source: `random(4)`, `/proc/sys/kernel/random/boot_id`.
  private static let presentBoot: String = {
    let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
    return text?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ProcessInfo.processInfo.hostName
  }()
}
