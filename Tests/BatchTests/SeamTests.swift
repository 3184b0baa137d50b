import FieldStatistics
import Grid
import Pixels
import Simulation
import Stitching
import TestSupport
import Testing

@testable import Batch

/// Results do not know how a mosaic was cut, who worked on it or where a run
/// was taken up again.
@Suite struct SeamTests {
  @Test(arguments: 1...6)
  func `tiles and threads leave no trace`(seed: Int) throws {
    let scene = try SeamScene(seed: seed)
    let whole = try scene.outcome(SeamCut(tileSize: 2048, workerCount: 1))
    whole.expectSubstance()
    var random = SeededGenerator(seed: seed)
    for tileSize in [64, 64, 128, 192, 256, 512, 1024].shuffled(using: &random).prefix(3) {
      let cut = SeamCut(
        tileSize: tileSize, workerCount: Int.random(in: 1...8, using: &random))
      try scene.outcome(cut).expectEqual(whole, "\(cut)")
    }
  }

  @Test(arguments: [7, 9])
  func `the file's blocks leave no trace`(seed: Int) throws {
    let scene = try SeamScene(seed: seed)
    let whole = try scene.outcome(SeamCut(tileSize: 2048, workerCount: 1))
    whole.expectSubstance()
    for block in [
      PixelSize(width: 4096, height: 1), PixelSize(width: 100, height: 37),
      PixelSize(width: 512, height: 512), PixelSize(width: 64, height: 4096),
    ] {
      let cut = SeamCut(tileSize: 128, workerCount: 3, block: block)
      try scene.outcome(cut).expectEqual(whole, "\(cut)")
    }
  }

  @Test(arguments: [10, 12])
  func `a run goes on after any strip`(seed: Int) throws {
    let scene = try SeamScene(seed: seed)
    let cut = SeamCut(tileSize: 64, workerCount: 2)
    let full = MemoryStripStore()
    let whole = try scene.outcome(cut, store: full)
    whole.expectSubstance()
    let count = try scene.plan(cut).strips.count
    #expect(count > 3)
    for sealedCount in 1...count {
      let store = MemoryStripStore()
      for index in 0..<sealedCount {
        let strip = try #require(full.load(index))
        store.seal(try SealedStrip(decoding: strip.encoded()))
      }
      try scene.outcome(cut, store: store).expectEqual(whole, "after \(sealedCount) of \(count) strips")
    }
  }

  @Test func `a run can be taken up with other threads`() throws {
    let scene = try SeamScene(seed: 14)
    let full = MemoryStripStore()
    let whole = try scene.outcome(SeamCut(tileSize: 64, workerCount: 1), store: full)
    let store = MemoryStripStore()
    for index in 0..<2 { store.seal(try #require(full.load(index))) }
    try scene.outcome(SeamCut(tileSize: 64, workerCount: 7), store: store).expectEqual(whole, "7 threads")
  }

  @Test func `another scene gives another outcome`() throws {
    let cut = SeamCut(tileSize: 128, workerCount: 2)
    let one = try SeamScene(seed: 1).outcome(cut)
    let other = try SeamScene(seed: 4).outcome(cut)
    #expect(one.mask != other.mask)
    #expect(one.patches != other.patches)
    #expect(one.findings != other.findings)
  }
}

/// All that one run of the pipeline leaves behind.
struct SeamOutcome {
  var mask: [UInt8]
  var layers: [[UInt8]]
  var patches: [Patch]
  var findings: MaskAssembly.Findings

  /// Checks part by part, so that a failure says what differs.
  func expectEqual(_ other: SeamOutcome, _ cut: String) {
    #expect(mask == other.mask, "mask: \(cut)")
    #expect(layers == other.layers, "rasters: \(cut)")
    #expect(patches == other.patches, "patches: \(cut)")
    #expect(findings.classes == other.findings.classes, "classes by field: \(cut)")
    #expect(findings.fields == other.findings.fields, "indices by field: \(cut)")
    #expect(findings == other.findings, "findings: \(cut)")
  }

  /// Checks that there is something to compare.
  func expectSubstance() {
    #expect(Set(mask) == [0, 1, 2, 3, .nodata])
    #expect(patches.count > 20)
    #expect(patches.contains { !$0.fields.isEmpty })
    #expect(findings.classes.count > 5)
    #expect(layers.map { $0.count / mask.count } == [1, 4])
  }
}
