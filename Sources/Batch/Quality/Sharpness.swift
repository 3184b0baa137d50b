/// How sharp a picture is.
///
/// The variance of the Laplacian over the variance of the picture: near 20 for
/// white noise, 0.2 to 5 for most sharp mosaics, and falling with about the
/// fourth power of the width of a blur. Contrast and units cancel out.
///
/// Source: the variance of the Laplacian as a focus measure is Pech-Pacheco et
/// al., "Diatom autofocusing in brightfield microscopy", ICPR 2000 (LAP4 in
/// Pertuz, Puig and Garcia, "Analysis of focus measure operators for
/// shape-from-focus", Pattern Recognition 46, 2013); the kernel has -4 in the
/// middle and 1 on its four sides.
enum Sharpness {
  /// Fewer pixels say nothing.
  static let leastCount = 1024

  /// The figure of one window; `nil` where it holds too few pixels whose four
  /// neighbours hold data, or no contrast at all.
  ///
  /// - Parameters:
  ///   - plane: The pixels row by row; NaN is nodata.
  ///   - width: The window's width.
  static func of(_ plane: [Float], width: Int) -> Double? {
    let height = width > 0 ? plane.count / width : 0
    guard width > 2, height > 2 else { return nil }
    var (values, curvatures) = (Spread(), Spread())
    for row in 1..<height - 1 {
      for place in row * width + 1..<(row + 1) * width - 1 {
        let centre = Double(plane[place])
        let around =
          Double(plane[place - 1]) + Double(plane[place + 1]) + Double(plane[place - width])
          + Double(plane[place + width])
        guard around.isFinite, centre.isFinite else { continue }
        values.add(centre)
        curvatures.add(around - 4 * centre)
      }
    }
    guard values.count >= leastCount, values.variance > 0 else { return nil }
    return curvatures.variance / values.variance
  }

  /// Mean and variance of numbers that come one after another (Welford 1962).
  private struct Spread {
    private(set) var count = 0
    private var mean = 0.0
    private var squares = 0.0

    var variance: Double { count > 0 ? squares / Double(count) : 0 }

    mutating func add(_ value: Double) {
      count += 1
      let difference = value - mean
      mean += difference / Double(count)
      squares += difference * (value - mean)
    }
  }
}
