import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Batch

@Suite struct RunLockTests {
  private let folder: TemporaryFolder
  private var path: String { folder.url.appendingPathComponent("may.lock").path }

  init() throws { folder = try TemporaryFolder() }

  /// What a process of another machine has written into the lock's file.
  private func text(beat: Int) -> String {
    "process 7 on elsewhere\nboot 00000000-0000-0000-0000-000000000000\ntoken other\nbeat \(beat) at 2026\n"
  }

  private func write(_ text: String) throws {
    try text.write(toFile: path, atomically: false, encoding: .utf8)
  }

  private var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)) ?? []).sorted()
  }

  @Test func `a lock names its owner, beats, and is empty afterwards`() throws {
    let lock = try RunLock(path: path, timing: RunLockTiming(beat: .milliseconds(5))) { _ in }
    #expect(lock.predecessor == .none)
    #expect(lock.owner == "process \(getpid()) on \(ProcessInfo.processInfo.hostName)")
    let first = try String(contentsOfFile: path, encoding: .utf8)
    #expect(first.hasPrefix(lock.owner + "\n"))
    #expect(try Self.becomesTrue { try Self.beat(of: String(contentsOfFile: path, encoding: .utf8)) >= 3 })
    #expect(RunLock.owner(ofLockAt: path) == lock.owner)
    #expect(try RunLock(ifFreeAt: path) == nil)
    lock.release()
    #expect(try String(contentsOfFile: path, encoding: .utf8).isEmpty)
    #expect(RunLock.owner(ofLockAt: path) == nil)
    #expect(names == ["may.lock"], "no guard is left")
  }

  @Test func `an owner elsewhere whose heart stands still is dead after a while`() throws {
    try write(text(beat: 3))
    #expect(RunLock.owner(ofLockAt: path) == "process 7 on elsewhere")
    #expect(try RunLock(ifFreeAt: path) == nil)
    let told = Mutex<[String]>([])
    let lock = try RunLock(path: path, timing: RunLockTiming(stale: .milliseconds(300))) { owner in
      told.withLock { $0.append(owner) }
    }
    #expect(lock.predecessor == .died(owner: "process 7 on elsewhere"))
    #expect(told.withLock { $0 } == ["process 7 on elsewhere"])
    lock.release(removing: true)
    #expect(names.isEmpty)
  }

  @Test func `an owner elsewhere whose heart beats is waited for`() throws {
    try write(text(beat: 0))
    let number = Mutex(0)
    let cancellation = RunCancellation {
      let beat = number.withLock { number in
        number += 1
        return number
      }
      try? write(text(beat: beat))
      return beat > 12
    }
    #expect(throws: RunStopped.self) {
      try RunLock(path: path, timing: RunLockTiming(stale: .milliseconds(350)), cancellation: cancellation) {
        _ in
      }
    }
    try write("")
    #expect(try RunLock(path: path) { _ in }.predecessor == .none)
  }

  @Test func `who was taken for dead notices, and writes nothing any more`() throws {
    let lock = try RunLock(path: path, timing: RunLockTiming(beat: .milliseconds(5))) { _ in }
    try lock.check()
    try write(text(beat: 0))
    #expect(Self.becomesTrue { (try? lock.check()) == nil })
    #expect(throws: LockLost(path: path)) { try lock.check() }
    lock.release(removing: true)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text(beat: 0))
  }

  @Test func `a guard that a dead process of this machine left is no obstacle`() throws {
    let guarding = LockGuard.path(of: path)
    try LockHolder().text(beat: 0).write(toFile: guarding, atomically: false, encoding: .utf8)
    let lock = try #require(try RunLock(ifFreeAt: path))
    lock.release()
    #expect(names == ["may.lock"])
  }

  @Test func `of many at once one after another holds the lock, also when its file goes each time`() throws {
    let inside = Mutex((now: 0, most: 0, total: 0))
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      for _ in 0..<3 {
        guard let lock = try? RunLock(path: path, onWait: { _ in }) else { continue }
        inside.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.total + 1) }
        usleep(500)
        inside.withLock { $0.now -= 1 }
        lock.release(removing: true)
      }
    }
    let seen = inside.withLock { [$0.now, $0.most, $0.total] }
    #expect(seen == [0, 1, 24])
    #expect(names.isEmpty)
  }

  /// The number of the heartbeat in a lock file's text; none while it is being written.
  private static func beat(of text: String) -> Int {
    text.firstMatch(of: /beat (\d+) at/).flatMap { Int($0.1) } ?? 0
  }

  private static func becomesTrue(_ condition: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<2000 {
      if try condition() { return true }
      usleep(5000)
    }
    return false
  }
}
