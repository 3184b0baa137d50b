import Confinement
import TestSupport
import Testing

@testable import Batch

@Suite struct WorkerMessageTests {
  private let messages: [WorkerMessage] = [
    .confined(GuardReport(missing: [.network: "the job allows it"], landlockVersion: 3)),
    .progress(stage: "segment", done: 3, total: 9), .note("ä"), .ended(.stopped),
    .ended(.failed(WorkerError("no", hint: "yes", exitCode: 65))),
  ]

  @Test(arguments: [1, 2, 3, 7, 64, 100_000])
  func `messages come through whatever the pieces`(piece: Int) throws {
    let bytes = messages.compactMap { $0.encoded() }.flatMap(\.self)
    var frames = MessageFrames()
    var read: [WorkerMessage] = []
    for start in stride(from: 0, to: bytes.count, by: piece) {
      for message in try frames.take(bytes[start..<min(start + piece, bytes.count)]) {
        read.append(try WorkerMessage(decoding: message))
      }
    }
    #expect(read == messages)
  }

  @Test func `a message that is too long is refused before it is kept`() {
    var frames = MessageFrames()
    #expect(throws: WorkerProtocolError.tooLong(byteCount: 65_537)) { try frames.take([1, 0, 1, 0]) }
    var others = MessageFrames()
    #expect(throws: WorkerProtocolError.tooLong(byteCount: 4_294_967_295)) {
      try others.take([255, 255, 255, 255])
    }
  }

  @Test func `what is no message is refused, and never traps`() throws {
    var generator = SeededGenerator(seed: 8)
    let bytes = messages.compactMap { $0.encoded() }.map { Array($0.dropFirst(4)) }
    for round in 0..<2000 {
      var message = bytes[round % bytes.count]
      for _ in 0...(round % 4) {
        message[Int.random(in: 0..<message.count, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      _ = try? WorkerMessage(decoding: message)
    }
    #expect(throws: WorkerProtocolError.notAMessage) { try WorkerMessage(decoding: Array("{}".utf8)) }
    let deep = Array(String(repeating: "[", count: 60_000).utf8)
    #expect(throws: WorkerProtocolError.notAMessage) { try WorkerMessage(decoding: deep) }
  }

  @Test func `what a worker writes cannot move the cursor or fill the log`() {
    #expect("a\u{1B}[2Jb\nc\u{202E}d".shown() == "a\u{FFFD}[2Jb\u{FFFD}c\u{FFFD}d")
    #expect(String(repeating: "x", count: 5000).shown(limit: 10) == "xxxxxxxxxx…")
    #expect("Größe 12 °C, 葉".shown() == "Größe 12 °C, 葉")
  }

  @Test func `figures that cannot be are made such that they can be shown`() {
    let cost = WorkerMessage.Cost(
      threadCount: .min, wallSeconds: .infinity, cpuSeconds: -4, peakMemoryByteCount: -1, workedPixels: .min,
      validPixels: -7, stageSeconds: ["decode": 1e300, "no such stage": 4], floorSeconds: .nan
    ).cost
    #expect(cost.threadCount == 1 && cost.wallSeconds == 0 && cost.cpuSeconds == 0 && cost.floorSeconds == 0)
    #expect(cost.workedPixels == 0 && cost.peakMemoryByteCount == 0 && abs(cost.stages[.decode] - 1e9) < 1)
    #expect(WorkerError("a\nb", exitCode: 0).shown == WorkerError("a\u{FFFD}b", exitCode: 65))
  }
}
