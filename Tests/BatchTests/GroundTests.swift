import FieldStatistics
import Grid
import Pixels
import Segmentation
import Simulation
import Stitching
import Synchronization
import TestSupport
import Testing

@testable import Batch

/// `only: fields`: what is left out changes nothing in the fields.
@Suite struct GroundTests {
  /// A plan for some of a scene's fields.
  private static func plan(
    _ seed: Int, _ cut: SeamCut, fields: [Int], isWhole: Bool = false
  ) throws -> FlightPlan {
    let scene = try SeamScene(seed: seed)
    var plan = try scene.plan(cut)
    plan.coverages = fields.map { scene.coverages[$0 % scene.coverages.count] }
    if !isWhole {
      plan.ground = WorkedGround(plan.coverages, size: plan.size, reach: plan.segmenter.reach)
    }
    return plan
  }

  @Test(arguments: [1, 2, 3, 5]) func `figures by field are those of the whole mosaic`(seed: Int) throws {
    let fields = [seed, seed + 7]
    let cut = SeamCut(tileSize: 128, workerCount: 2)
    let whole = try GroundRun(Self.plan(seed, cut, fields: fields, isWhole: true))
    let plan = try Self.plan(seed, cut, fields: fields)
    let only = try GroundRun(plan)
    #expect(only.findings.classes == whole.findings.classes)
    #expect(only.findings.classes.contains { $0.validUnits > 0 })
    #expect(only.findings.fields == whole.findings.fields)
    let width = plan.size.width
    for coverage in plan.coverages {
      for row in coverage.rows {
        for span in coverage.spans(row: row) {
          let pixels = row * width + span.start..<row * width + span.end
          #expect(only.mask[pixels] == whole.mask[pixels])
        }
      }
    }
    for place in only.mask.indices where only.mask[place] != whole.mask[place] {
      let pixel = PixelWindow(
        columns: place % width..<place % width + 1, rows: place / width..<place / width + 1)
      let isLeftOut = plan.ground?.meets(pixel) == false
      #expect(!isLeftOut || only.mask[place] == .nodata)
    }
  }

  @Test(arguments: [2, 6]) func `tiles, threads and blocks leave no trace`(seed: Int) throws {
    let whole = try GroundRun(Self.plan(seed, SeamCut(tileSize: 2048, workerCount: 1), fields: [seed]))
    #expect(whole.mask.contains(.nodata) && Set(whole.mask).count > 2)
    for cut in [
      SeamCut(tileSize: 64, workerCount: 3), SeamCut(tileSize: 192, workerCount: 2),
      SeamCut(tileSize: 128, workerCount: 2, block: PixelSize(width: 64, height: 64)),
      SeamCut(tileSize: 128, workerCount: 2, block: PixelSize(width: 4096, height: 1)),
    ] {
      let other = try GroundRun(Self.plan(seed, cut, fields: [seed]))
      #expect(other.mask == whole.mask, "\(cut)")
      #expect(other.layers == whole.layers, "\(cut)")
      #expect(other.findings == whole.findings, "\(cut)")
    }
  }

  @Test func `blocks without anything to work through are not read`() throws {
    let block = PixelSize(width: 256, height: 64)
    var plan = try Self.plan(3, SeamCut(tileSize: 64, workerCount: 2, block: block), fields: [0])
    let ground = try #require(plan.ground)
    let read = Mutex<[PixelWindow]>([])
    plan.source = NotingSource(base: plan.source) { window in read.withLock { $0.append(window) } }
    _ = try GroundRun(plan)
    let windows = read.withLock { $0 }
    #expect(!windows.isEmpty && windows.allSatisfy(ground.meets))
    #expect(windows.reduce(0) { $0 + $1.pixelCount } < plan.size.pixelCount * 3 / 4)
  }

  @Test func `the ground is made of whole squares and rings around them`() throws {
    let size = PixelSize(width: 400, height: 300)
    let outline = [(130.5, 70.5), (135.5, 70.5), (135.5, 75.5), (130.5, 75.5)].map {
      GridPoint(column: $0.0, row: $0.1)
    }
    let field = Field(
      id: "a", parts: [PixelPolygon(outer: outline)], areaSquareMetres: 25, pixelAreaSquareMetres: 1,
      boundaryKey: 1)
    let coverage = try FieldCoverage(field: field, mosaic: size)
    func worked(reach: Int) -> Set<[Int]> {
      let ground = WorkedGround([coverage], size: size, reach: reach)
      var squares: Set<[Int]> = []
      for row in 0..<size.height {
        var mask = [UInt8](repeating: 1, count: size.width)
        mask.withUnsafeMutableBufferPointer {
          ground.cut(row: row, columns: 0..<size.width, mask: $0.baseAddress.unsafelyUnwrapped)
        }
        for column in 0..<size.width where mask[column] != 0 { squares.insert([row / 64, column / 64]) }
      }
      return squares
    }
    #expect(worked(reach: 0) == [[1, 2]])
    for reach in [1, 64] {
      #expect(worked(reach: reach) == Set((0...2).flatMap { row in (1...3).map { [row, $0] } }))
    }
    #expect(worked(reach: 65).count == 4 * 5)
    #expect(WorkedGround([], size: size, reach: 5).isEmpty)
  }
}

/// A run with its rasters in memory and without cleaning of whole patches.
struct GroundRun {
  let mask: [UInt8]
  let layers: [[UInt8]]
  let findings: MaskAssembly.Findings

  init(_ plan: FlightPlan) throws {
    let assembly = try GroundAssembly(plan)
    let layers = [1, 4].map { MemoryTiles(size: plan.size, tileSide: 128, sampleBytes: $0) }
    try FlightPipeline(plan).run(store: MemoryStripStore(), layers: layers) { try assembly.consume($0) }
    (mask, findings) = try assembly.finish()
    self.layers = layers.map(\.bytes)
  }
}

/// Sendable because the pipeline hands on one strip at a time.
private final class GroundAssembly: @unchecked Sendable {
  private let raster = GroundRaster()
  private let assembly: MaskAssembly

  init(_ plan: FlightPlan) throws {
    assembly = MaskAssembly(
      plan: plan, legend: try FarmScene.legend(), components: [], mask: raster, patch: { _ in })
  }

  func consume(_ strip: SealedStrip) throws { try assembly.consume(strip) }

  func finish() throws -> (mask: [UInt8], findings: MaskAssembly.Findings) {
    let findings = try assembly.finish()
    return (raster.bytes, findings)
  }
}

private final class GroundRaster: RowSink {
  private(set) var bytes: [UInt8] = []

  func append(row: UnsafeRawBufferPointer) { bytes.append(contentsOf: row) }

  func finish() {}
}

/// A source that tells which windows are read.
struct NotingSource: TileSource {
  let base: any TileSource
  let note: @Sendable (PixelWindow) -> Void

  var mosaic: MosaicDescription { base.mosaic }

  func makeReader() throws -> any TileReader { Reader(base: try base.makeReader(), note: note) }

  private final class Reader: TileReader {
    let base: any TileReader
    let note: @Sendable (PixelWindow) -> Void

    init(base: any TileReader, note: @escaping @Sendable (PixelWindow) -> Void) {
      (self.base, self.note) = (base, note)
    }

    func read(
      _ window: PixelWindow, bands: [Int], into samples: UnsafeMutableRawPointer, rowStride: Int,
      planeStride: Int
    ) throws {
      note(window)
      try base.read(window, bands: bands, into: samples, rowStride: rowStride, planeStride: planeStride)
    }

    func readMask(_ window: PixelWindow, into mask: UnsafeMutablePointer<UInt8>, rowStride: Int) throws {
      try base.readMask(window, into: mask, rowStride: rowStride)
    }
  }
}
