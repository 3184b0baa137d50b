import Foundation

/// A program that others wrote, run without a shell and for a bounded time.
struct OutsideProgram {
  /// How it ended.
  struct Ending {
    /// Its exit code; 128 and more where a signal ended it, `nil` where it was
    /// ended for taking too long or because the run is to stop.
    var code: Int32?
    var output: String
    var errors: String

    /// The first line that says why, for a sentence.
    var reason: String {
      let line = (errors + "\n" + output).split(separator: "\n").first.map(String.init)?.printable ?? ""
      let end = code.map { "it ended with code \($0)" } ?? "it was stopped before its end"
      return line.isEmpty ? end : "\(end): \(line.prefix(300))"
    }
  }

  let path: String
  let arguments: [String]
  /// Variables on top of those of this process; `nil` takes one away.
  var environment: [String: String?] = [:]
  var seconds = 60.0
  var isStopped: @Sendable () -> Bool = { false }

  /// Finds a program by its path or on the search path; `nil` where there is none.
  init?(_ name: String, _ arguments: [String] = []) {
    guard let path = Self.path(of: name) else { return nil }
    (self.path, self.arguments) = (path, arguments)
  }

  private static func path(of name: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    let candidates =
      name.contains("/") ? [name] : folders.split(separator: ":").map { "\($0)/\(name)" }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0) && !isFolder($0) }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// Runs the program with a text on its standard input.
  ///
  /// - Throws: What the system says where it cannot be begun.
  func run(input: String = "") throws -> Ending {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = environment.reduce(into: ProcessInfo.processInfo.environment) {
      $0[$1.key] = $1.value
    }
    let (given, output, errors) = (try Scratch(input), try Scratch(), try Scratch())
    (process.standardInput, process.standardOutput, process.standardError) = (
      given.handle, output.handle, errors.handle
    )
    try process.run()
    let isDone = wait(for: process)
    let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
    return Ending(
      code: isDone ? process.terminationStatus + signal : nil, output: output.text, errors: errors.text)
  }

  /// True where the program ended by itself; it is ended otherwise, first in
  /// order and then for good.
  private func wait(for process: Process) -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while process.isRunning, ContinuousClock.now < deadline, !isStopped() { usleep(5000) }
    guard process.isRunning else { return true }
    process.terminate()
    let patience = ContinuousClock.now + .seconds(2)
    while process.isRunning, ContinuousClock.now < patience { usleep(5000) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    return false
  }
}

/// A file without a name, gone with this value.
private final class Scratch {
  let handle: FileHandle
  private let stream: UnsafeMutablePointer<FILE>

  init(_ text: String = "") throws {
    guard let stream = tmpfile() else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    self.stream = stream
    handle = FileHandle(fileDescriptor: fileno(stream), closeOnDealloc: false)
    handle.write(Data(text.utf8))
    try handle.seek(toOffset: 0)
  }

  deinit { fclose(stream) }

  /// At most the first 64 KiB.
  var text: String {
    try? handle.seek(toOffset: 0)
    return String(decoding: (try? handle.read(upToCount: 65_536)) ?? Data(), as: UTF8.self)
  }
}

extension String {
  /// The text on one line without control characters.
  var printable: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
  }
}
