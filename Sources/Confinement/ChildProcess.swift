import CGuard
import Foundation

/// A program that this process started and waits for.
///
/// It is the leader of a process group of its own, so that Ctrl-C reaches only
/// the one who started it.
public final class ChildProcess {
  /// Its number.
  public let number: Int32
  /// Where its messages come from (its file 3).
  public let messages: Int32
  /// Where its standard error comes from.
  public let errors: Int32
  private var ending: Ending?

  /// How a process ended.
  public enum Ending: Hashable, Sendable {
    /// By itself, with this code.
    case exited(Int32)
    /// By a signal.
    case signalled(Int32)
  }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: Its path.
  ///   - arguments: Its arguments, without its name.
  ///   - environment: All of its environment.
  ///   - input: What it can read as standard input, at most 60,000 bytes.
  /// - Throws: `POSIXError`.
  public init(
    _ program: String, arguments: [String], environment: [String: String], input: [UInt8]
  ) throws {
    let (inputs, messages, errors) = (try Pipe(), try Pipe(), try Pipe())
    // Written before anybody reads: it fits into the pipe, or nothing is started.
    try inputs.fill(input)
    var number: Int32 = 0
    let error = Self.withStrings([program] + arguments) { arguments in
      Self.withStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
        furrow_guard_start(
          program, arguments, environment, inputs.output, errors.input, messages.input, &number)
      }
    }
    guard error == 0 else { throw Self.error(error) }
    self.number = number
    self.messages = messages.takeOutput()
    self.errors = errors.takeOutput()
  }

  deinit {
    if ending == nil {
      kill(-number, SIGKILL)
      waitpid(number, nil, 0)
    }
    close(messages)
    close(errors)
  }

  /// Sends a signal to it and to what it may have started.
  public func send(_ signal: Int32) {
    if ending == nil { kill(-number, signal) }
  }

  /// How it ended; `nil` while it runs.
  public func poll() -> Ending? {
    if ending == nil {
      var status: Int32 = 0
      if waitpid(number, &status, WNOHANG) == number {
        let signal = status & 0x7F
        ending = signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
      }
    }
    return ending
  }

  /// The bytes of memory that it holds at this moment.
  ///
  /// Source: `/proc/PID/statm`, `proc(5)`.
  public var residentByteCount: Int {
    let text = (try? String(contentsOfFile: "/proc/\(number)/statm", encoding: .utf8)) ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }

  private static func withStrings<Result>(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = texts.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeBufferPointer { buffer in
      body(buffer.baseAddress.unsafelyUnwrapped)
    }
  }

  fileprivate static func error(_ number: Int32) -> POSIXError {
    POSIXError(POSIXErrorCode(rawValue: number) ?? .EIO)
  }
}

/// Both ends of a pipe, closed when nobody holds them any more.
private final class Pipe {
  private(set) var output: Int32
  let input: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    let error = furrow_guard_pipe(&ends)
    guard error == 0 else { throw ChildProcess.error(error) }
    (output, input) = (ends[0], ends[1])
  }

  deinit {
    if output >= 0 { close(output) }
    close(input)
  }

  func takeOutput() -> Int32 {
    defer { output = -1 }
    return output
  }

  func fill(_ bytes: [UInt8]) throws {
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
    guard bytes.count <= 60_000, write(input, bytes, bytes.count) == bytes.count else {
      throw ChildProcess.error(E2BIG)
    }
  }
}
