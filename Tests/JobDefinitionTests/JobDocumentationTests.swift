import Foundation
import Testing

@testable import JobDefinition

@Suite struct JobDocumentationTests {
  static func page() throws -> String {
    try String(
      contentsOf: JobSchemaTests.repository.appending(path: "docs/job-format.md"), encoding: .utf8)
  }

  @Test func `every example is a job`() throws {
    let blocks = try Self.page().split(separator: "```yaml\n").dropFirst().map { block in
      String(block.prefix(upTo: block.range(of: "```")?.lowerBound ?? block.endIndex))
    }
    #expect(blocks.count == 12)
    for block in blocks { #expect(throws: Never.self) { try JobVariants.decode(block) } }
  }

  @Test(arguments: JobSection.allCases) func `every key is explained`(section: JobSection) throws {
    let page = try Self.page()
    for key in section.keys { #expect(page.contains("`\(key)`"), "\(section.rawValue)/\(key)") }
  }
}
