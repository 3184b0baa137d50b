public import Grid
public import Spectral

/// Figures of the objects that pixels belong to.
///
/// The mosaic is cut into cells of 256 pixels a side, anchored at its first
/// pixel. An object is what is connected, diagonals included, within a cell
/// and `margin` pixels around it, as far as the mosaic goes; a pixel's figure
/// is that of its object in its own cell's window, 0 where the condition is
/// false. So objects that reach beyond the window are cut there, alike for any
/// tile. The last source is the condition: 0 is false, no value is unknown and
/// belongs to no object.
public struct ObjectFilter: PlaneFilter, Hashable {
  /// One figure for each output.
  public let figures: [NeighbourhoodFilter.Kind]
  /// How far objects are followed beyond a cell, in pixels.
  public let margin: Int

  /// The side of a cell in pixels.
  public static let cellSide = 256
  /// The largest margin, in pixels.
  public static let largestMargin = 512

  /// Makes a filter; the margin is at most 512, and the figures are of objects
  /// and read the same number of planes.
  public init(_ figures: [NeighbourhoodFilter.Kind], margin: Int) {
    precondition((0...Self.largestMargin).contains(margin), "objects are followed up to 512 pixels")
    precondition(Set(figures.map(\.operandCount)).count == 1, "the figures read the same planes")
    precondition(figures.allSatisfy { $0.sizeMeaning == .margin }, "the figures are of objects")
    self.figures = figures
    self.margin = margin
  }

  /// 255 and the margin.
  public var reach: Int { Self.cellSide - 1 + margin }

  /// The condition, before it a value where the figures are of one.
  public var operandCount: Int { figures.first?.operandCount ?? 1 }

  /// One plane for each figure.
  public var outputCount: Int { figures.count }

  /// The runs of one cell's window, and distances where they are asked for.
  public func scratchCount(wanted: PixelSize) -> Int {
    let side = Self.cellSide + 2 * margin
    let distances = figures.contains(.objectThickness) ? 2 * side * (side + margin) : 0
    return distances + side * (side / 2 + 1) * 8
  }

  /// Takes the figures.
  public func apply(
    to sources: [PlaneView], wanted: PixelWindow, of mosaic: PixelWindow,
    into targets: UnsafePointer<UnsafeMutablePointer<Float>>
  ) {
    guard !wanted.isEmpty else { return }
    let condition = sources[sources.count - 1]
    for plane in 0..<figures.count { clear(targets[plane], condition, wanted: wanted) }
    let side = Self.cellSide
    for row in wanted.rows.lowerBound / side...(wanted.rows.upperBound - 1) / side {
      for column in wanted.columns.lowerBound / side...(wanted.columns.upperBound - 1) / side {
        let cell = PixelWindow(
          columns: column * side..<(column + 1) * side, rows: row * side..<(row + 1) * side
        ).intersection(mosaic)
        let window = cell.expanded(by: margin, within: mosaic)
        let objects = CellObjects(condition.cropped(to: window))
        guard !objects.runs.isEmpty else { continue }
        let values = ObjectFigures(
          objects, figures: figures, value: sources.count > 1 ? sources[0] : nil,
          condition: condition.cropped(to: window), margin: margin)
        write(objects, values, within: cell.intersection(wanted), wanted: wanted, into: targets)
      }
    }
  }

  /// Writes 0 where the condition is known.
  private func clear(_ target: UnsafeMutablePointer<Float>, _ condition: PlaneView, wanted: PixelWindow) {
    for (place, row) in wanted.rows.enumerated() {
      let line = condition.address(row: row, column: wanted.columns.lowerBound)
      let output = target + place * wanted.width
      for i in 0..<wanted.width { output[i] = line[i] == line[i] ? 0 : .nan }
    }
  }

  private func write(
    _ objects: CellObjects, _ values: ObjectFigures, within part: PixelWindow, wanted: PixelWindow,
    into targets: UnsafePointer<UnsafeMutablePointer<Float>>
  ) {
    for row in part.rows {
      let line = (row - wanted.rows.lowerBound) * wanted.width - wanted.columns.lowerBound
      for run in objects.runs[objects.runs(inRow: row)] {
        let columns = (Int(run.start)..<Int(run.end)).clamped(to: part.columns)
        guard !columns.isEmpty else { continue }
        for plane in 0..<figures.count {
          (targets[plane] + line + columns.lowerBound)
            .update(repeating: values.planes[plane][Int(run.object)], count: columns.count)
        }
      }
    }
  }
}
