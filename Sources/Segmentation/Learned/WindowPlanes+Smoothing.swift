extension WindowPlanes {
  /// Writes each plane, smoothed, into planes of the same window.
  func smooth(by filter: GaussianFilter?, into target: WindowPlanes) {
    target.move(to: window)
    let pixels = window.pixelCount
    for plane in 0..<count {
      if let filter {
        filter.apply(
          to: UnsafeBufferPointer(start: self[plane], count: pixels), size: window.size,
          into: UnsafeMutableBufferPointer(start: target[plane], count: pixels))
      } else {
        target[plane].update(from: self[plane], count: pixels)
      }
    }
  }

  /// Smoothed copies of the planes; without a filter, the planes themselves.
  public func smoothed(by filter: GaussianFilter?) -> WindowPlanes {
    guard let filter else { return self }
    let target = WindowPlanes(count: count)
    smooth(by: filter, into: target)
    return target
  }
}
