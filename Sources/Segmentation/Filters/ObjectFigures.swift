import Grid
import Spectral

/// The figures of all objects of one cell's window, one list for each.
struct ObjectFigures {
  /// For each figure that was asked for, one value for each object.
  let planes: [[Float]]

  init(
    _ objects: CellObjects, figures: [NeighbourhoodFilter.Kind], value: PlaneView?, condition: PlaneView,
    margin: Int
  ) {
    let tallies = value.map { Self.tallies(objects, of: $0) } ?? []
    let shapes = value == nil ? Self.shapes(objects) : []
    planes = figures.map { figure in
      switch figure {
      case .objectSolidity: Self.solidities(objects, shapes)
      case .objectThickness: Self.thicknesses(objects, condition, margin: margin)
      case .objectMean: tallies.map { Float($0.mean) }
      case .objectDeviation: tallies.map { Float($0.deviation) }
      case .objectMaximum: tallies.map(\.greatest)
      default: shapes.map { Float($0.figure(figure)) }
      }
    }
  }

  private static func shapes(_ objects: CellObjects) -> [ObjectShape] {
    var shapes = [ObjectShape](repeating: ObjectShape(), count: objects.count)
    let origin = PixelPoint(
      column: objects.window.columns.lowerBound, row: objects.window.rows.lowerBound)
    for (run, contact) in zip(objects.runs, objects.contacts) {
      shapes[Int(run.object)].add(
        row: Int(run.row) - origin.row,
        columns: Int(run.start) - origin.column..<Int(run.end) - origin.column, contact: Int(contact))
    }
    return shapes
  }

  private static func tallies(_ objects: CellObjects, of value: PlaneView) -> [ObjectTally] {
    var tallies = [ObjectTally](repeating: ObjectTally(), count: objects.count)
    for run in objects.runs {
      let line = value.address(row: Int(run.row), column: Int(run.start))
      var tally = tallies[Int(run.object)]
      for i in 0..<run.length { tally.add(line[i]) }
      tallies[Int(run.object)] = tally
    }
    return tallies
  }

  /// The greatest distance within each object, told up to the margin.
  private static func thicknesses(
    _ objects: CellObjects, _ condition: PlaneView, margin: Int
  ) -> [Float] {
    let window = objects.window
    let limit = min(max(Double(margin), 1), DistanceFilter.largestLimit)
    var thicknesses = [Float](repeating: 0, count: objects.count)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: window.pixelCount) { buffer in
      guard let distances = buffer.baseAddress else { return }
      withUnsafePointer(to: distances) {
        DistanceFilter(limit: limit).apply(to: [condition], wanted: window, of: window, into: $0)
      }
      let view = PlaneView(distances, window: window)
      for run in objects.runs {
        let line = view.address(row: Int(run.row), column: Int(run.start))
        var greatest = thicknesses[Int(run.object)]
        for i in 0..<run.length { greatest = max(greatest, line[i]) }
        thicknesses[Int(run.object)] = greatest
      }
    }
    return thicknesses
  }

  /// Each object's share of the convex hull of its pixels' squares.
  private static func solidities(_ objects: CellObjects, _ shapes: [ObjectShape]) -> [Float] {
    var lists = [[CellObjects.Run]](repeating: [], count: objects.count)
    for run in objects.runs { lists[Int(run.object)].append(run) }
    return zip(lists, shapes).map { runs, shape in
      Float(2 * Double(shape.area) / Double(ConvexHull(of: runs).doubledArea))
    }
  }
}

/// The sums from which an object's form follows, from its window's corner.
struct ObjectShape {
  private(set) var area = 0
  private var perimeter = 0
  private var sumX = 0
  private var sumY = 0
  private var sumXX = 0
  private var sumXY = 0
  private var sumYY = 0
  private var columns = Int.max..<Int.max
  private var rows = Int.max..<Int.max

  /// Adds a run that shares `contact` sides with runs above and below.
  mutating func add(row: Int, columns run: Range<Int>, contact: Int) {
    let length = run.count
    let last = run.upperBound - 1
    let total = length * (run.lowerBound + last) / 2
    perimeter += 2 + 2 * length - contact
    sumX += total
    sumXX += squares(through: last) - squares(through: run.lowerBound - 1)
    sumY += length * row
    sumYY += length * row * row
    sumXY += total * row
    columns =
      area == 0
      ? run : min(columns.lowerBound, run.lowerBound)..<max(columns.upperBound, run.upperBound)
    rows = area == 0 ? row..<row + 1 : rows.lowerBound..<row + 1
    area += length
  }

  /// A figure that follows from the sums alone.
  func figure(_ kind: NeighbourhoodFilter.Kind) -> Double {
    switch kind {
    case .objectPerimeter: return Double(perimeter)
    case .objectExtent: return Double(area) / Double(columns.count * rows.count)
    case .objectLength: return axes.length
    case .objectWidth: return axes.width
    case .objectElongation:
      let axes = axes
      return axes.length / axes.width
    default: return Double(area)
    }
  }

  /// Four standard deviations along the main axes, the pixels taken as squares.
  private var axes: (length: Double, width: Double) {
    let n = Double(area)
    let xx = central(sumXX, sumX, sumX) / n / n + 1.0 / 12
    let yy = central(sumYY, sumY, sumY) / n / n + 1.0 / 12
    let xy = central(sumXY, sumX, sumY) / n / n
    let half = ((xx - yy) * (xx - yy) / 4 + xy * xy).squareRoot()
    let middle = (xx + yy) / 2
    let high = middle + half
    let low = max(middle - half, 1.0 / 12)
    return (4 * high.squareRoot(), 4 * low.squareRoot())
  }

  /// n * sum of products - product of sums, in whole numbers.
  private func central(_ products: Int, _ first: Int, _ second: Int) -> Double {
    Double(area * products - first * second)
  }
}

/// 0 + 1 + 4 + ... + last * last; 0 for -1.
private func squares(through last: Int) -> Int { last * (last + 1) * (2 * last + 1) / 6 }

/// The sums of a value over an object.
struct ObjectTally {
  private var count = 0.0
  private var sum = 0.0
  private var squares = 0.0
  private(set) var greatest = Float.nan

  /// Adds a pixel; one without a value is left out.
  @inline(__always)
  mutating func add(_ value: Float) {
    guard value == value else { return }
    let wide = Double(value)
    count += 1
    sum += wide
    squares += wide * wide
    if !(greatest >= value) { greatest = value }
  }

  /// NaN where no pixel has a value.
  var mean: Double { sum / count }

  /// By the number of pixels; NaN where none has a value.
  var deviation: Double {
    let variance = squares / count - mean * mean
    return (variance < 0 ? 0 : variance).squareRoot()
  }
}
