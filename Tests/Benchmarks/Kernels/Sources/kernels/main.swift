import Benchmark
import FieldStatistics
import Foundation
import GeoFiles
import Grid
import Pixels
import Segmentation
import Spectral
import Stitching

// Each kernel works through one tile of 512 x 512 pixels on one thread. A pixel's share of the time
// is what a benchmark says, divided by 262,144.

let tile = try Tile()
let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kernels-\(getpid())")
try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
let outputs = Planes(count: 4, pixels: Tile.size.pixelCount)

/// A mosaic of the tile, as cameras' programs write them: DEFLATE with differences.
func writeMosaic() throws -> MosaicFile {
  let path = folder.appendingPathComponent("tile.tif").path
  let bands = Tile.roles.enumerated().map { number, role in
    BandDescription(number: number + 1, name: role.rawValue, role: role, nodata: 0)
  }
  let writer = try MosaicWriter(
    path: path, size: Tile.size, bands: bands, sampleType: .uint16, transform: transform,
    crsWKT: try CoordinateSystem(userInput: "EPSG:32632").wkt, format: MosaicFormat())
  for row in 0..<Tile.side {
    let line = (0..<5).flatMap { band in
      UnsafeBufferPointer(
        start: tile.samples + (band * Tile.side + row) * Tile.side, count: Tile.side)
    }
    try line.withUnsafeBytes { try writer.append(planes: $0) }
  }
  try writer.finish()
  return try MosaicFile.open(RasterLocator(path: path))
}

let transform = GeoTransform(
  originX: 600_000, columnX: 0.05, rowX: 0, originY: 5_300_000, columnY: 0, rowY: -0.05)
let mosaic = try writeMosaic()
let decoded = UnsafeMutableRawPointer.allocate(byteCount: 10 * Tile.size.pixelCount, alignment: 64)

benchmark("inflate and de-interleave five bands") {
  // A reader keeps the blocks that it has read, so each pass has one of its own.
  try mosaic.makeReader().read(
    Tile.window, bands: [1, 2, 3, 4, 5], into: decoded, rowStride: 2 * Tile.side,
    planeStride: 2 * Tile.size.pixelCount)
}

benchmark("calibrate five bands") { calibrate(tile.calibrator, tile.planes, into: tile.bands) }
benchmark("four indices") { run(tile.program, on: tile.bands, into: outputs) }
benchmark("three rules") { run(tile.rules, on: tile.bands, into: outputs) }

let majority = MajorityFilter(size: 3)
var cleaned = [ClassCode](repeating: 0, count: Tile.size.pixelCount)
benchmark("majority of 3 x 3") {
  tile.classes.withUnsafeBufferPointer { source in
    cleaned.withUnsafeMutableBufferPointer { majority.apply(to: source, size: Tile.size, into: $0) }
  }
}

/// The rows of the tile's classes.
func classRows() -> [ClassRow] {
  tile.classes.withUnsafeBufferPointer { classes in
    (0..<Tile.side).map { row in
      ClassRow(buffer: UnsafeBufferPointer(rebasing: classes[row * Tile.side..<(row + 1) * Tile.side]))
    }
  }
}

let rows = classRows()
benchmark("runs of classes") { _ = classRows() }

benchmark("components and sieve") {
  let stage = ComponentStage(.sieve(belowPixels: 8, background: 0))
  for row in rows { _ = stage.push(row) }
  _ = stage.finish()
}

let whole = try Tile.coverage([(-10, -10), (600, -10), (600, 600), (-10, 600)])
let strips = try (0..<32).map { field in
  let left = Double(field) * 16 + 0.3
  return try Tile.coverage([(left, 3.5), (left + 15.2, 9.5), (left + 12.7, 500.5), (left + 1.1, 490.5)])
}

/// Figures of four indices over the tile.
func addStatistics(_ coverages: [FieldCoverage]) {
  let statistics = TileStatistics(coverages: coverages, window: Tile.window, indexCount: 4)
  tile.valid.withUnsafeBufferPointer { valid in
    for row in 0..<Tile.side {
      tile.values.at(row * Tile.side) { values in
        statistics.add(
          row: row, values: UnsafeRawPointer(values).assumingMemoryBound(to: UnsafePointer<Float>.self),
          valid: valid.baseAddress.unsafelyUnwrapped + row * Tile.side)
      }
    }
  }
}

benchmark("index figures, one field over all") { addStatistics([whole]) }
benchmark("index figures, 32 narrow fields") { addStatistics(strips) }

benchmark("class areas of 32 narrow fields") {
  var tallies = ClassTallies(coverages: strips, mosaic: Tile.size)
  for (number, row) in rows.enumerated() { tallies.add(row, row: number) }
}

benchmark("halving by the commonest class") {
  var downsampler = Downsampler<ModeReduction>(width: Tile.side)
  tile.classes.withUnsafeBufferPointer { classes in
    for row in 0..<Tile.side {
      _ = downsampler.push(UnsafeBufferPointer(rebasing: classes[row * Tile.side..<(row + 1) * Tile.side]))
    }
  }
}

let legend = try Legend(
  ["soil", "crop", "weed", "disease"].enumerated().map { code, name in
    Legend.Entry(
      code: ClassCode(code), name: name, color: .init(red: 9, green: UInt8(50 * code), blue: 9), kind: .stuff,
      group: .other)
  })
let wkt = try CoordinateSystem(userInput: "EPSG:32632").wkt
benchmark("mask of one tile, DEFLATE, on disk") {
  let writer = try CloudOptimizedWriter(
    path: folder.appendingPathComponent("mask.tif").path, size: Tile.size, transform: transform, crsWKT: wkt,
    kind: .mask(legend))
  try tile.classes.withUnsafeBytes { classes in
    for row in 0..<Tile.side {
      try writer.append(
        row: UnsafeRawBufferPointer(rebasing: classes[row * Tile.side..<(row + 1) * Tile.side]))
    }
  }
  try writer.finish()
}

// The model that the recorded runs use: 24 trees over nine features.
let model = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("../../../../CommandTests/Golden/runs/models/pixels/model.json")
let predictor = ForestPredictor(try Forest(xgboostJSON: Data(contentsOf: model)))
let features = Planes(count: 9, pixels: Tile.size.pixelCount)
for plane in 0..<9 {
  (features.pointers[plane]).update(
    from: plane < 5 ? tile.bands.pointers[plane] : tile.values.pointers[plane - 5],
    count: Tile.size.pixelCount)
}
benchmark("forest of 24 trees on nine features") {
  predictor.predictProbabilities(
    of: features.inputs, count: Tile.size.pixelCount, into: UnsafePointer(outputs.pointers))
}

Benchmark.main()
