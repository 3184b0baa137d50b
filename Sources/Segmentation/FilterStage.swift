public import Spectral

/// Neighbourhood filters of one depth: what they filter is computed together
/// in one program, from bands and from the planes of shallower filters.
struct FilterStage: Sendable {
  /// Computes the filters' operands, one output each.
  var program: PixelProgram
  /// The filters in the order of the program's outputs.
  var filters: [any PlaneFilter]
}

/// Filters sorted by depth, and the names under which their planes are read.
struct FilterSchedule: Sendable {
  private(set) var stages: [FilterStage] = []
  /// The name of each filter's plane, in the order in which they are made.
  private(set) var planeNames: [String] = []
  /// The sum over nested filters of their reaches.
  private(set) var reach = 0
  private var names: [Expression: Expression] = [:]

  /// Plans every filter that `expressions` hold.
  ///
  /// - Parameters:
  ///   - bands: The names of the band planes.
  ///   - pixelSideMetres: Turns sizes in metres into pixels.
  init(for expressions: [Expression], bands: [String], pixelSideMetres: Double) throws {
    var waiting: [Expression] = []
    for filter in expressions.flatMap(\.filters) where !waiting.contains(filter) { waiting.append(filter) }
    while !waiting.isEmpty {
      let ready = waiting.filter { filter in
        filter.operands.flatMap(\.filters).allSatisfy { names[$0] != nil }
      }
      waiting.removeAll(where: ready.contains)
      try addStage(ready, bands: bands, pixelSideMetres: pixelSideMetres)
    }
  }

  /// The expression with filters replaced by the names of their planes.
  func resolving(_ expression: Expression) -> Expression { expression.replacing(parts: names) }

  private mutating func addStage(_ parts: [Expression], bands: [String], pixelSideMetres: Double) throws {
    var operands: [Expression] = []
    var filters: [any PlaneFilter] = []
    for case .filter(let filter, let operand) in parts {
      operands.append(resolving(operand))
      filters.append(try Self.planeFilter(filter, pixelSideMetres: pixelSideMetres))
    }
    let program = try PixelProgram(outputs: operands, inputs: bands + planeNames)
    stages.append(FilterStage(program: program, filters: filters))
    reach += filters.map(\.reach).max() ?? 0
    for part in parts {
      let name = "filtered\(planeNames.count)"
      names[part] = .name(name)
      planeNames.append(name)
    }
  }

  private static func planeFilter(
    _ filter: NeighbourhoodFilter, pixelSideMetres: Double
  ) throws(FilterSizeError) -> any PlaneFilter {
    let size = filter.sizeInPixels(pixelSideMetres: pixelSideMetres)
    let limit = filter.kind == .gaussian ? GaussianFilter.largestSigma : Double(MeanFilter.largestSize)
    guard size > 0, size <= limit else {
      throw FilterSizeError(kind: filter.kind, sizePixels: size, limitPixels: limit)
    }
    let side = max(1, Int((size / 2).rounded(.down)) * 2 + 1)
    return switch filter.kind {
    case .gaussian: GaussianFilter(sigma: size)
    case .median: MedianFilter(size: min(side, MeanFilter.largestSize))
    case .mean: MeanFilter(size: min(side, MeanFilter.largestSize))
    }
  }
}

/// A filter of an expression that reaches farther than any filter may.
public struct FilterSizeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The filter.
  public var kind: NeighbourhoodFilter.Kind
  /// Its sigma or side on this mosaic.
  public var sizePixels: Double
  /// The largest there is.
  public var limitPixels: Double

  /// One sentence.
  public var description: String {
    "filter '\(kind.rawValue)' has a size of \(Expression.number(sizePixels.rounded())) pixels on this mosaic, "
      + "more than the \(Expression.number(limitPixels)) there may be"
  }
}
