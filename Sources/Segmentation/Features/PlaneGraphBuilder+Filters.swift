import Spectral

extension PlaneGraphBuilder {
  /// Adds the steps of one filter and gives back its value over planes.
  mutating func lower(_ filter: NeighbourhoodFilter, _ operands: [Expression]) throws -> Expression {
    let size = try filter.checkedSize(pixelSideMetres: pixelSideMetres)
    if filter.kind.sizeMeaning == .margin {
      return try name(objectPlane(filter, operands, size: size))
    }
    let source = try operand(operands[0])
    return switch filter.kind {
    case .gradient: name(difference(.gradient, source, sigma: size, power: 1))
    case .laplacian: name(difference(.laplacian, source, sigma: size, power: 2))
    case .hessianHigh: name(difference(.hessianHigh, source, sigma: size, power: 2))
    case .hessianLow: name(difference(.hessianLow, source, sigma: size, power: 2))
    case .coherence, .structureHigh, .structureLow: try structure(filter.kind, source, sigma: size)
    default: name(smoothed(filter.kind, source, size: size))
    }
  }

  private func name(_ source: PlaneGraph.Source) -> Expression {
    switch source {
    case .plane(let plane): .name(Self.name(ofPlane: plane))
    case .input(let input): .name(inputs[input])
    }
  }

  /// A filter that is one step.
  private mutating func smoothed(
    _ kind: NeighbourhoodFilter.Kind, _ source: PlaneGraph.Source, size: Double
  ) -> PlaneGraph.Source {
    switch kind {
    case .median: plane(MedianFilter(size: oddSide(size)), [source])
    case .mean: plane(MeanFilter(size: oddSide(size)), [source])
    case .deviation: plane(DeviationFilter(sigma: size), [source])
    case .maximum: plane(ExtremeFilter(radius: Int(size.rounded())), [source])
    case .minimum: plane(ExtremeFilter(radius: Int(size.rounded()), isLeast: true), [source])
    case .distance: plane(DistanceFilter(limit: size), [source])
    case .line: plane(LineFilter(length: oddSide(size)), [source])
    default: plane(GaussianFilter(sigma: size), [source])
    }
  }

  /// Differences of a smoothed plane, in units of sigma to a power.
  private mutating func difference(
    _ kind: DifferenceFilter.Kind, _ source: PlaneGraph.Source, sigma: Double, power: Int
  ) -> PlaneGraph.Source {
    let gaussian = GaussianFilter(sigma: sigma)
    let scale = Float(power == 1 ? sigma : sigma * sigma)
    let smooth = plane(gaussian, [source])
    return plane(DifferenceFilter(kind, step: gaussian.step, scale: scale), [smooth])
  }

  /// An invariant of the structure tensor, whose slopes are those of the plane
  /// smoothed with a sigma of one pixel.
  private mutating func structure(
    _ kind: NeighbourhoodFilter.Kind, _ source: PlaneGraph.Source, sigma: Double
  ) throws -> Expression {
    let smooth = plane(GaussianFilter(sigma: 1), [source])
    var parts: [String: Expression] = [:]
    for (part, product) in [("xx", DifferenceFilter.Kind.productXX), ("xy", .productXY), ("yy", .productYY)] {
      let slopes = plane(DifferenceFilter(product), [smooth])
      parts[part] = name(plane(GaussianFilter(sigma: sigma), [slopes]))
    }
    let spread = "sqrt((xx - yy) ^ 2 + 4 * xy ^ 2)"
    let formula =
      switch kind {
      case .structureHigh: "0.5 * (xx + yy + \(spread))"
      case .structureLow: "max(0, 0.5 * (xx + yy - \(spread)))"
      default: "where(xx + yy > 0, min(1, (\(spread) / (xx + yy)) ^ 2), xx + yy)"
      }
    return try Expression(parsing: formula).replacing(names: parts)
  }
}
