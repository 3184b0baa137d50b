import Foundation
import TestSupport
import Testing

/// Damaged files read by the built reader, many in one process; by hand more
/// of them, as docs/security.md tells.
@Suite struct MutantTests {
  @Test func `no damaged mosaic or boundary file traps, hangs or takes memory over the cap`() throws {
    let program = URL(fileURLWithPath: BuiltFurrow.path).deletingLastPathComponent()
      .appendingPathComponent("furrow-mutants").path
    let count = ProcessInfo.processInfo.environment["FURROW_MUTANTS"].flatMap { Int($0) } ?? 600
    let report = try Oracle.tool(program, ["\(count)", "7"])
    #expect(report.contains("trapped or hung: 0\n"), "\(report)")
    #expect(report.contains("\tread\n"))
    let read = report.split(separator: "\n").first { $0.hasSuffix("\tread") }.flatMap {
      Int($0.prefix { $0.isNumber })
    }
    #expect((read ?? 0) * 20 > count && (read ?? 0) * 5 < count * 4, "\(report)")
  }
}
