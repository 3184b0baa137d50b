import Foundation
import TestSupport
import Testing

@testable import Batch

/// Whether the process lives that marked what it has not finished.
@Suite struct ProcessMarkTests {
  @Test func `this process lives, and its text says so`() throws {
    let own = ProcessMark.own
    #expect(own.isAlive)
    #expect(own.start != nil)
    #expect(ProcessMark(own.text) == own)
    let told = try Oracle.tool("/usr/bin/python3", ["-c", Self.startOf, "\(getpid())"])
    #expect(own.text == "\(getpid())-\(told.trimmingCharacters(in: .whitespacesAndNewlines))")
  }

  /// Field 22 of `/proc/PID/stat`, behind a name that may hold anything.
  private static let startOf = """
    import sys; print(open(f'/proc/{sys.argv[1]}/stat').read().rpartition(')')[2].split()[19])
    """

  @Test func `a zombie has ended, and so has one that was waited for`() throws {
    let zombie = try Zombie()
    #expect(kill(zombie.number, 0) == 0, "the kernel still knows its number")
    #expect(!ProcessMark(number: zombie.number, start: nil).isAlive)
    #expect(!ProcessMark(number: zombie.number, start: zombie.start).isAlive)
    zombie.bury()
    #expect(kill(zombie.number, 0) != 0)
    #expect(!ProcessMark(number: zombie.number, start: nil).isAlive)
  }

  @Test func `another process of the same number is not the one that is meant`() throws {
    var mark = ProcessMark.own
    mark.start = mark.start.map { $0 + 1 }
    #expect(!mark.isAlive)
    mark.start = nil
    #expect(mark.isAlive, "an older version did not write the start")
  }

  @Test func `one that is stopped lives`() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sleep")
    process.arguments = ["60"]
    try process.run()
    defer { process.terminate() }
    kill(process.processIdentifier, SIGSTOP)
    #expect(ProcessMark(number: process.processIdentifier, start: nil).isAlive)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(!ProcessMark(number: process.processIdentifier, start: nil).isAlive)
  }

  @Test(arguments: [
    "", "0", "-3", "x", "12-", "-", "12-x", "12-3-4", "99999999999", "12-99999999999999999999",
  ])
  func `what is no mark is refused`(text: String) { #expect(ProcessMark(text) == nil) }

  @Test func `what the dead left of a shard is cleared, and what the living have stays`() throws {
    let (folder, zombie) = (try TemporaryFolder(), try Zombie())
    let target = folder.url.appendingPathComponent("shard-000003").path
    let own = try ShardWriting(target)
    let stem = String(own.beside.dropLast(ProcessMark.own.text.count))
    var reused = ProcessMark.own
    reused.start = reused.start.map { $0 + 1 }
    for left in ["\(zombie.number)", "\(zombie.number).0", "\(zombie.number)-\(zombie.start).1", reused.text]
    {
      try Data([1]).write(to: URL(fileURLWithPath: stem + left))
    }
    ShardWriting.clear(target)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        == [(own.beside as NSString).lastPathComponent])
    #expect(ShardUse(folder: ShardFolder(folder.url.path)).isInUse)
    try Data([1]).write(to: URL(fileURLWithPath: "\(stem)\(zombie.number)"))
    unlink(own.beside)
    #expect(!ShardUse(folder: ShardFolder(folder.url.path)).isInUse)
  }
}
