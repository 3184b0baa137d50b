import Agronomy
import Grid
import Pixels
import Stitching

/// Finds the cells of a field that a mask's spots call for.
struct SpotReading {
  /// The cells.
  private(set) var marks: SpotMarks
  /// What was seen of each cell.
  private(set) var seen: CellMeans

  private let raster: FieldRaster
  private let carrier: LatticeCarrier
  private let window: PixelWindow

  /// How far beyond the field the mask is read, in pixels, for patches that reach out of it.
  private static let surroundings = 256

  /// Reads a mask.
  ///
  /// - Parameters:
  ///   - codes: The classes that are spots.
  ///   - smallestSquareMetres: Connected spots (by sides and corners) below
  ///     this area are left out.
  init(
    _ raster: FieldRaster, codes: Set<ClassCode>, smallestSquareMetres: Double, bufferMetres: Double,
    ground: FieldGround, lattice: MachineLattice
  ) throws {
    self.raster = raster
    marks = try SpotMarks(lattice, bufferMetres: bufferMetres)
    seen = CellMeans(lattice)
    window = PixelWindow(columns: raster.coverage.columns, rows: raster.coverage.rows)
      .expanded(by: Self.surroundings, within: PixelWindow(raster.grid.size))
    carrier = try LatticeCarrier(
      from: raster.grid, columns: window.columns, ground: ground, lattice: lattice)
    try read(codes, smallestSquareMetres)
  }

  private mutating func read(_ codes: Set<ClassCode>, _ smallest: Double) throws {
    let table = (0...255).map { code -> ClassCode in
      code == Int(ClassCode.nodata) ? .nodata : codes.contains(ClassCode(code)) ? 1 : 0
    }
    let (raster, window) = (raster, window)
    let stage = StageChain(Self.sieve(smallest / raster.field.pixelAreaSquareMetres))
    var next = window.rows.lowerBound
    var pending: [ClassRow] = []
    func take() throws {
      for row in pending {
        try add(row, number: next)
        next += 1
      }
    }
    try raster.forEachRow(of: window) { _, bytes in
      pending = stage.push(ClassRow(bytes.lazy.map { table[Int($0)] }))
      try take()
    }
    pending = window.isEmpty ? [] : stage.finish()
    try take()
  }

  private static func sieve(_ pixels: Double) -> [ComponentStage] {
    let count = Int(min(pixels, 1e12).rounded(.up))
    return count > 1 ? [ComponentStage(.sieve(belowPixels: count, classes: [1], background: 0))] : []
  }

  private mutating func add(_ row: ClassRow, number: Int) throws {
    let spans = raster.coverage.spans(row: number)
    guard !spans.isEmpty else { return }
    try carrier.enter(row: number)
    var index = 0
    let left = window.columns.lowerBound
    for span in spans {
      while index < row.runs.count, Int(row.runs[index].end) + left <= span.start { index += 1 }
      var at = index
      while at < row.runs.count, Int(row.runs[at].start) + left < span.end {
        let run = row.runs[at]
        let columns = max(span.start, Int(run.start) + left)..<min(span.end, Int(run.end) + left)
        if run.code != .nodata {
          add(columns, row: number, share: span.weight.fraction, isSpot: run.code == 1)
        }
        at += 1
      }
    }
  }

  private mutating func add(_ columns: Range<Int>, row: Int, share: Double, isSpot: Bool) {
    for column in columns {
      let pixel = carrier.pixel(column: column, row: row)
      seen.add(pixel, share: share)
      if isSpot { marks.add(pixel, share: share) }
    }
  }
}
