import Grid
import Pixels

/// A field as the scene holds it, on the scene's own pixels.
struct FieldPlan: Sendable {
  let index: Int
  let id: String
  let crop: CropKind
  let kind: SceneField.Kind
  let parts: [PixelPolygon]
  let polygon: SpanPolygon
  let frame: RowFrame
  let headland: Double
  let spans: [RowSpan]
  /// Where each row number's spans begin in `spans`, from `firstRow` on.
  let firstSpan: [Int]
  let firstRow: Int
  /// The water in the field's middle.
  let pond: SpanPolygon?
  /// A factor on plant size for the whole field.
  let vigour: Double
  /// A factor on weed density for the whole field.
  let weediness: Double

  init(
    index: Int, id: String, crop: CropKind, kind: SceneField.Kind, parts: [PixelPolygon],
    frame: RowFrame, headland: Double, vigour: Double, weediness: Double
  ) {
    self.index = index
    self.id = id
    self.crop = crop
    self.kind = kind
    self.parts = parts
    self.frame = frame
    self.headland = headland
    self.vigour = vigour
    self.weediness = weediness
    polygon = SpanPolygon(parts: parts)
    pond = kind == .pond ? SpanPolygon(rings: parts.flatMap(\.holes)) : nil
    spans = Self.sownSpans(parts: parts, frame: frame, headland: headland)
    firstRow = spans.first?.row ?? 0
    firstSpan = Self.offsets(of: spans)
  }

  /// The sown spans of the row numbers in a range.
  func spans(rows: ClosedRange<Int>) -> ArraySlice<RowSpan> {
    let low = max(rows.lowerBound - firstRow, 0)
    let high = min(rows.upperBound - firstRow + 1, firstSpan.count - 1)
    guard low < high else { return [] }
    return spans[firstSpan[low]..<firstSpan[high]]
  }

  private static func offsets(of spans: [RowSpan]) -> [Int] {
    guard let first = spans.first, let last = spans.last else { return [0] }
    var offsets: [Int] = []
    var next = 0
    for row in first.row...last.row {
      while next < spans.count, spans[next].row < row { next += 1 }
      offsets.append(next)
    }
    return offsets + [spans.count]
  }

  /// Rows clear of the boundary by a part of the row spacing and of their
  /// ends by the headland.
  private static func sownSpans(
    parts: [PixelPolygon], frame: RowFrame, headland: Double
  ) -> [RowSpan] {
    let rings = parts.flatMap { [$0.outer] + $0.holes }.map { straightened($0, frame: frame) }
    let polygon = SpanPolygon(rings: rings)
    let spacing = frame.rowSpacing
    let first = Int((polygon.rows.lowerBound / spacing).rounded(.down))
    let last = Int((polygon.rows.upperBound / spacing).rounded(.up))
    var spans: [RowSpan] = []
    for row in first...last {
      let middle = (Double(row) + 0.5) * spacing
      var inside = intervals(polygon, middle)
      for offset in [-0.45 * spacing, 0.45 * spacing] {
        inside = common(inside, intervals(polygon, middle + offset))
      }
      for span in inside where span.upperBound - span.lowerBound > 2 * headland {
        spans.append(RowSpan(row: row, along: span.lowerBound + headland...span.upperBound - headland))
      }
    }
    return spans
  }

  /// A ring in the rows' frame, cut into short edges so that the bend stays true.
  private static func straightened(_ ring: [GridPoint], frame: RowFrame) -> [GridPoint] {
    var points: [GridPoint] = []
    for (index, start) in ring.enumerated() {
      let end = ring[(index + 1) % ring.count]
      for step in 0..<16 {
        let part = Double(step) / 16
        let point = frame.local(
          GridPoint(
            column: start.column + (end.column - start.column) * part,
            row: start.row + (end.row - start.row) * part))
        points.append(GridPoint(column: point.x, row: point.y))
      }
    }
    return points
  }

  private static func intervals(_ polygon: SpanPolygon, _ line: Double) -> [ClosedRange<Double>] {
    let found = polygon.crossings(row: line)
    return stride(from: 0, to: found.count - 1, by: 2).map { found[$0]...found[$0 + 1] }
  }

  private static func common(
    _ left: [ClosedRange<Double>], _ right: [ClosedRange<Double>]
  ) -> [ClosedRange<Double>] {
    left.flatMap { a in
      right.compactMap { b in
        let low = max(a.lowerBound, b.lowerBound)
        let high = min(a.upperBound, b.upperBound)
        return low < high ? low...high : nil
      }
    }
  }
}
