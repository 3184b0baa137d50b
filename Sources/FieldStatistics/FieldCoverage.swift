public import Grid
public import Pixels

/// Which pixels of a mosaic a field covers, and how much of each.
///
/// The covered fraction of a pixel is the area of the pixel's square that lies
/// inside of the field's parts and outside of their holes, found by adding up
/// the signed areas to the right of the edges, exact up to double rounding,
/// and then rounded to a `CoverageWeight`. Pixels outside of the mosaic are
/// left out.
///
/// Source: the signed-area accumulation of exact-coverage scan conversion.
public struct FieldCoverage: Sendable {
  /// The number of rows whose edges are listed together.
  static let bandHeight = 16

  /// The field's id.
  public let fieldID: String
  /// The size of the mosaic.
  public let mosaic: PixelSize
  /// The rows of the mosaic that the field's bounding box touches.
  public let rows: Range<Int>
  /// The columns of the mosaic that the field's bounding box touches.
  public let columns: Range<Int>
  /// The area of the whole boundary in pixels, whether on the mosaic or not.
  public let polygonPixelArea: Double

  /// True where the field reaches nowhere beyond the mosaic.
  public let liesInside: Bool

  let edges: [CoverageEdge]
  /// For each band of rows, where its edges start in `bandEdges`; one more at the end.
  let bandStarts: [Int]
  let bandEdges: [Int32]

  /// Lays a field over a mosaic and sorts its edges into bands of rows.
  ///
  /// - Throws: `FieldCoverageError` where a vertex is not finite.
  public init(field: Field, mosaic: PixelSize) throws(FieldCoverageError) {
    var outline = FieldOutline()
    for part in field.parts {
      outline.add(ring: part.outer, sign: 1)
      for hole in part.holes { outline.add(ring: hole, sign: -1) }
    }
    guard outline.isFinite else { throw .vertexNotFinite(field: field.id) }
    fieldID = field.id
    self.mosaic = mosaic
    polygonPixelArea = outline.area
    liesInside = outline.liesInside(mosaic)
    let window = outline.window(in: mosaic)
    rows = window.rows
    columns = window.columns
    edges = window.isEmpty ? [] : outline.edges(in: window)
    (bandStarts, bandEdges) = Self.bands(of: edges, rows: rows)
  }

  /// True where no pixel of the mosaic can be covered.
  public var isEmpty: Bool { edges.isEmpty }

  /// The share of the field's area that lies on the mosaic, 0 to 1.
  ///
  /// Exactly 1 where the field lies inside; otherwise the clipped area is added
  /// up row by row. 0 for a field without area.
  public func coveredFraction() -> Double {
    guard !isEmpty, polygonPixelArea > 0 else { return 0 }
    return liesInside ? 1 : min(Double(coveredUnits()) * 0x1p-24 / polygonPixelArea, 1)
  }

  /// The covered area on the mosaic in units of 2^-24 of a pixel, added up row
  /// by row.
  public func coveredUnits() -> UInt64 {
    var scratch = CoverageScratch()
    return rows.reduce(0) { total, row in
      findSpans(row: row, scratch: &scratch)
      return scratch.spans.reduce(total) { $0 + $1.units }
    }
  }

  /// The indices of the edges that may cross a row of `rows`.
  func edgeIndices(row: Int) -> ArraySlice<Int32> {
    let band = (row - rows.lowerBound) / Self.bandHeight
    return bandEdges[bandStarts[band]..<bandStarts[band + 1]]
  }

  private static func bands(of edges: [CoverageEdge], rows: Range<Int>) -> ([Int], [Int32]) {
    let count = (rows.count + bandHeight - 1) / bandHeight
    var starts = [Int](repeating: 0, count: count + 1)
    let ranges = edges.map { bandRange(of: $0, rows: rows) }
    for range in ranges {
      for band in range { starts[band + 1] += 1 }
    }
    for band in 0..<count { starts[band + 1] += starts[band] }
    var next = starts
    var indices = [Int32](repeating: 0, count: starts[count])
    for (edge, range) in ranges.enumerated() {
      for band in range {
        indices[next[band]] = Int32(edge)
        next[band] += 1
      }
    }
    return (starts, indices)
  }

  private static func bandRange(of edge: CoverageEdge, rows: Range<Int>) -> Range<Int> {
    let touched = wholeRange(edge.top.row, edge.bottom.row, within: rows)
    guard !touched.isEmpty else { return 0..<0 }
    let first = (touched.lowerBound - rows.lowerBound) / bandHeight
    return first..<((touched.upperBound - 1 - rows.lowerBound) / bandHeight + 1)
  }
}

/// The whole numbers whose unit intervals meet `low...high`, cut at `bounds`.
func wholeRange(_ low: Double, _ high: Double, within bounds: Range<Int>) -> Range<Int> {
  let least = Double(bounds.lowerBound)
  let most = Double(bounds.upperBound)
  let start = Int(min(max(low.rounded(.down), least), most))
  let end = Int(min(max(high.rounded(.up), least), most))
  return start..<max(start, end)
}
