import Batch
public import Foundation
import Reporting
import Synchronization

/// Events as lines of JSON, in a file or on standard error.
///
/// A line is written in one call, so that runs may share a file.
public final class EventLog: Sendable {
  private let descriptors: [Int32]
  private let ownDescriptor: Int32?
  private let jobName = Mutex("")
  private let failure = Mutex<String?>(nil)

  /// Opens a log.
  ///
  /// - Parameters:
  ///   - path: A file that lines are added to; it and its folder are made.
  ///   - usesStandardError: Whether lines go to standard error.
  /// - Throws: `FileAccessError` where the file cannot be opened.
  public init(path: String?, usesStandardError: Bool) throws {
    var descriptors: [Int32] = usesStandardError ? [STDERR_FILENO] : []
    ownDescriptor = try path.map(Self.open)
    if let ownDescriptor { descriptors.append(ownDescriptor) }
    self.descriptors = descriptors
  }

  deinit { if let ownDescriptor { close(ownDescriptor) } }

  private static func open(_ path: String) throws -> Int32 {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try RunPlaces.makeFolder(folder)
    let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileAccessError.system("write", path) }
    return descriptor
  }

  /// The job that all later lines name.
  public func name(_ job: String) { jobName.withLock { $0 = job } }

  /// Writes an event.
  public func write(_ event: RunEvent, at time: Date = Date()) {
    guard !descriptors.isEmpty else { return }
    let bytes = Array((line(event, at: time) + "\n").utf8)
    for descriptor in descriptors where !Self.write(bytes, to: descriptor) {
      let reason = String(cString: strerror(errno))
      failure.withLock { $0 = $0 ?? "lines of the event log are missing: \(reason)" }
    }
  }

  /// Why lines are missing, where some are.
  public var complaint: String? { failure.withLock(\.self) }

  func line(_ event: RunEvent, at time: Date) -> String {
    let job = jobName.withLock(\.self)
    let head =
      #"{"time":"\#(Self.text(time))","level":"\#(event.level.rawValue)","event":"\#(event.name.rawValue)""#
    var values = event.values
    if !job.isEmpty { values["job"] = .string(job) }
    return values.isEmpty ? head + "}" : head + "," + JSONValue.object(values).text.dropFirst()
  }

  /// The time in UTC with milliseconds (RFC 3339).
  public static func text(_ time: Date) -> String {
    time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let count = Foundation.write(
          descriptor, buffer.baseAddress.unsafelyUnwrapped + offset, buffer.count - offset)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        offset += count
      }
      return true
    }
  }
}
