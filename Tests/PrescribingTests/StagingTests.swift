import Foundation
import GeoFiles
import TestSupport
import Testing

@testable import Prescribing

@Suite struct StagingTests {
  private func listing(_ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.url.path).sorted()
  }

  @Test func `a folder replaces one of its own kind whole`() throws {
    let folder = try TemporaryFolder()
    let target = folder.url.path + "/rx"
    for round in 1...2 {
      let staging = try StagedPrescription(target)
      try staging.write([UInt8(round)], to: staging.path("sub/one"))
      try staging.publish()
    }
    #expect(try listing(folder) == ["rx", "rx/sub", "rx/sub/one"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: target + "/sub/one")) == Data([2]))
  }

  @Test func `a folder with other things in it stays`() throws {
    let folder = try TemporaryFolder()
    let target = folder.url.path + "/rx"
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
    try Data([7]).write(to: URL(fileURLWithPath: target + "/diary.txt"))
    let staging = try StagedPrescription(target)
    try staging.write([1], to: staging.path("one"))
    #expect(throws: PrescribingError.foreignFolder(target, file: "diary.txt")) { try staging.publish() }
    staging.discard()
    #expect(try listing(folder) == ["rx", "rx/diary.txt"])
  }

  @Test func `links are refused and nothing is left`() throws {
    let folder = try TemporaryFolder()
    let target = folder.url.path + "/rx.zip"
    try FileManager.default.createSymbolicLink(atPath: target, withDestinationPath: "/etc/hostname")
    #expect(throws: OutputError(path: target, reason: .symbolicLink)) { _ = try StagedPrescription(target) }
    #expect(try listing(folder) == ["rx.zip"])
  }

  @Test func `what a killed attempt left goes`() throws {
    let folder = try TemporaryFolder()
    let target = folder.url.path + "/rx.zip"
    try FileManager.default.createDirectory(
      atPath: folder.url.path + "/.rx.zip.partial", withIntermediateDirectories: true)
    let staging = try StagedPrescription(target)
    try staging.write([1, 2], to: staging.content)
    #expect(!FileManager.default.fileExists(atPath: target))
    try staging.publish()
    #expect(try listing(folder) == ["rx.zip"])
  }
}
