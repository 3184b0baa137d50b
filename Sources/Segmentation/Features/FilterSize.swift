import Spectral

extension NeighbourhoodFilter.Kind {
  /// The largest size of the filter, in pixels.
  var largestSize: Double {
    switch sizeMeaning {
    case .sigma: GaussianFilter.largestSigma
    case .side: Double(MeanFilter.largestSize)
    case .radius: Double(ExtremeFilter.largestRadius)
    case .distance: DistanceFilter.largestLimit
    case .margin: Double(ObjectFilter.largestMargin)
    }
  }
}

extension NeighbourhoodFilter {
  /// The size on a mosaic.
  ///
  /// - Throws: `FilterSizeError` where it is larger than the filter's largest.
  func checkedSize(pixelSideMetres: Double) throws(FilterSizeError) -> Double {
    let size = sizeInPixels(pixelSideMetres: pixelSideMetres)
    guard size > 0, size <= kind.largestSize else {
      throw FilterSizeError(kind: kind, sizePixels: size, limitPixels: kind.largestSize)
    }
    return size
  }
}

/// The odd number of pixels nearest to a side.
func oddSide(_ size: Double) -> Int {
  min(max(1, Int((size / 2).rounded(.down)) * 2 + 1), MeanFilter.largestSize)
}
