import Grid
import Pixels

/// What is counted of one annotator's labels, row by row.
struct LayerTally {
  let layer: AnnotationLayer
  var pixels = [Int](repeating: 0, count: 256)
  var regions = [Int](repeating: 0, count: 256)
  var present: PlaceTally<ClassCode>
  var onNodata: PlaceTally<ClassCode>
  var gaps: PlaceTally<Bool>
  private var search: GapSearch?
  private var sweep: RegionSweep?

  init(_ layer: AnnotationLayer, size: PixelSize, columns: Range<Int>, rules: AnnotationRules) {
    self.layer = layer
    present = PlaceTally(size: size, blockSize: rules.blockSize)
    onNodata = PlaceTally(size: size, blockSize: rules.blockSize)
    gaps = PlaceTally(size: size, blockSize: rules.blockSize)
    if rules.gapWidth > 0 { search = GapSearch(width: rules.gapWidth, columns: columns) }
    if layer.shapes.isEmpty { sweep = RegionSweep() }
  }

  /// Takes a row's classes, of which the first lies in column `left`.
  mutating func push(row: Int, left: Int, _ classes: UnsafeBufferPointer<ClassCode>) {
    var runs: [RegionEvidence] = []
    for run in ClassRow(buffer: classes).runs where run.code != .nodata {
      let columns = (left + Int(run.start))..<(left + Int(run.end))
      pixels[Int(run.code)] += run.count
      present.add(run.code, row: row, columns: columns)
      runs.append(
        RegionEvidence(
          code: run.code, pixelCount: run.count,
          window: PixelWindow(columns: columns, rows: row..<(row + 1))))
    }
    count(sweep?.push(row: row, runs) ?? [])
    search?.push(row: row, classes) { row, columns in gaps.add(true, row: row, columns: columns) }
  }

  /// Counts labels on pixels that the mosaic does not cover.
  mutating func pushValidity(
    row: Int, left: Int, _ classes: UnsafeBufferPointer<ClassCode>, _ validity: UnsafeBufferPointer<UInt8>
  ) {
    for (column, code) in classes.enumerated() where code != .nodata && validity[column] == 0 {
      onNodata.add(code, row: row, columns: (left + column)..<(left + column + 1))
    }
  }

  /// Ends the last row.
  mutating func finish(row: Int) {
    count(sweep?.finish() ?? [])
    search?.finish(row: row) { row, columns in gaps.add(true, row: row, columns: columns) }
  }

  private mutating func count(_ closed: [RegionEvidence]) {
    for region in closed { regions[Int(region.code)] += 1 }
  }

  /// The objects of a class: shapes, or connected regions without shapes.
  func objects(_ code: ClassCode) -> Int {
    layer.shapes.isEmpty ? regions[Int(code)] : layer.shapes.count { $0.code == code }
  }

  /// The blocks in which a class is present.
  func blocks(_ code: ClassCode) -> Int { present.places[code]?.count ?? 0 }
}
