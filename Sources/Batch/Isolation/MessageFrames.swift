/// Cuts what a worker writes into messages, trusting none of it.
///
/// A frame is the number of its bytes as four bytes, least significant first,
/// then the bytes.
struct MessageFrames {
  /// The most bytes of a message.
  static let maximumByteCount = 65_536

  private var waiting: [UInt8] = []

  /// The bytes of a message with its frame around; `nil` where it is too long.
  static func framed(_ message: [UInt8]) -> [UInt8]? {
    guard message.count <= maximumByteCount else { return nil }
    let count = UInt32(message.count)
    return (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + message
  }

  /// Takes bytes that came and gives the messages that are whole now.
  ///
  /// - Throws: `WorkerProtocolError` where a message would be too long.
  mutating func take(_ bytes: some Collection<UInt8>) throws(WorkerProtocolError) -> [[UInt8]] {
    waiting.append(contentsOf: bytes)
    var messages: [[UInt8]] = []
    var start = 0
    while waiting.count - start >= 4 {
      let count = (0..<4).reduce(0) { $0 | Int(waiting[start + $1]) << (8 * $1) }
      guard count <= Self.maximumByteCount else { throw .tooLong(byteCount: count) }
      guard waiting.count - start - 4 >= count else { break }
      messages.append(Array(waiting[start + 4..<start + 4 + count]))
      start += 4 + count
    }
    waiting.removeFirst(start)
    return messages
  }
}

/// What a worker may not do with its pipe.
enum WorkerProtocolError: Error, Hashable, Sendable, CustomStringConvertible {
  case tooLong(byteCount: Int)
  case notAMessage
  case outOfOrder
  case tooMany
  case foreignFolder

  /// A phrase.
  var description: String {
    switch self {
    case .tooLong(let count): "it announced a message of \(count) bytes"
    case .notAMessage: "it wrote what is no message"
    case .outOfOrder: "its messages came in the wrong order"
    case .tooMany: "it wrote too many messages"
    case .foreignFolder: "it named a folder that is not the job's"
    }
  }
}
