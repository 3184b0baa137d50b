import Confinement
import Foundation
import Synchronization
import Testing

@testable import Batch

/// Workers that misbehave, as other programs play them.
@Suite struct WorkerSupervisionTests {
  private func watch(
    _ arguments: [String], program: String = "/bin/sh", limits: WorkerSupervision.Limits? = nil,
    cancellation: RunCancellation = .never
  ) -> (messages: [[UInt8]], error: (any Error)?) {
    var messages: [[UInt8]] = []
    do {
      let child = try ChildProcess(
        program, arguments: arguments, environment: ["PATH": "/usr/bin:/bin"], input: Array("order".utf8))
      try WorkerSupervision(
        file: "a.tif", limits: limits ?? Self.limits, cancellation: cancellation
      ).watch(child) { messages.append($0) }
      return (messages, nil)
    } catch {
      return (messages, error)
    }
  }

  private static let limits = WorkerSupervision.Limits(
    seconds: 60, processorSeconds: 60, memoryByteCount: 1 << 30, fileByteCount: 1 << 30)

  private func sentence(_ arguments: [String], limits: WorkerSupervision.Limits? = nil) -> String {
    watch(arguments, limits: limits).error.map { "\($0)" } ?? ""
  }

  @Test func `a worker reads its order and sends messages`() {
    let (messages, error) = watch([
      "-c", "cat >&2; printf '\\3\\0\\0\\0abc\\1\\0\\0\\0d' >&3; ls /proc/self/fd >&2",
    ])
    #expect(error == nil)
    #expect(messages == [Array("abc".utf8), Array("d".utf8)])
  }

  @Test func `a worker that announces too much is ended at once`() {
    let clock = ContinuousClock()
    let spent = clock.measure {
      let words = sentence(["-c", "printf '\\377\\377\\377\\377' >&3; sleep 50"])
      #expect(words == "the worker on 'a.tif' was ended: it announced a message of 4294967295 bytes")
    }
    #expect(spent < .seconds(30))
  }

  @Test func `a worker that closes its pipes and goes on is ended by the clock`() {
    var limits = Self.limits
    limits.seconds = 1
    let words = sentence(["-c", "exec 3>&- 2>&-; sleep 50"], limits: limits)
    #expect(words.contains("it took longer than 'limits: {max_seconds: 1}' allows"))
  }

  @Test func `a worker that fills its standard error fills nothing else`() {
    #expect(
      sentence(["-c", "head -c 50000000 /dev/zero >&2; kill -SEGV $$"]).contains("it crashed (signal 11)"))
  }

  @Test func `a worker that says that it lacks memory is believed so far`() {
    let words = sentence(["-c", "echo 'Fatal error: cannot allocate memory' >&2; kill -ABRT $$"])
    #expect(words.contains("MiB that 'limits: {max_memory_mb: ...}' leaves it"))
  }

  @Test func `a worker that holds more memory than its limit is ended`() {
    var limits = Self.limits
    limits.memoryByteCount = 32 << 20
    let text = "import time; x = bytearray(b'x') * (500 << 20); time.sleep(50)"
    let error = watch(["-c", text], program: "/usr/bin/python3", limits: limits).error
    #expect("\(error.map { "\($0)" } ?? "")".contains("it needed more than the 32 MiB"))
  }

  @Test func `a worker that does not stop when asked is ended after a while`() {
    var limits = Self.limits
    limits.graceSeconds = 1
    let asks = Atomic(0)
    let cancellation = RunCancellation { asks.add(1, ordering: .relaxed).newValue > 3 }
    let error = watch(["-c", "trap '' TERM; sleep 50"], limits: limits, cancellation: cancellation).error
    #expect(error is RunStopped)
  }

  @Test func `nothing that was open here is open there`() throws {
    let file = open("/etc/hostname", O_RDONLY)
    defer { close(file) }
    #expect(file >= 0)
    let (messages, _) = watch(["-c", "printf '\\1\\0\\0\\0%d' $(test -e /proc/self/fd/\(file); echo $?) >&3"])
    #expect(messages == [Array((file == 3 ? "0" : "1").utf8)])
  }
}
