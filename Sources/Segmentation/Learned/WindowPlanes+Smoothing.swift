extension WindowPlanes {
  /// Writes each plane, smoothed, into planes of the same window; without a
  /// filter those show the planes themselves.
  func smooth(by filter: GaussianFilter?, into target: WindowPlanes) {
    guard let filter else {
      target.show(window, of: [(source: self, numbers: Array(0..<count))])
      return
    }
    target.move(to: window)
    for plane in 0..<count {
      // Wide bells work over blocks of the mosaic's grid, so the window must be told.
      withUnsafePointer(to: target[plane]) {
        filter.apply(
          to: [PlaneView(UnsafePointer(self[plane]), window: window)], wanted: window, of: window, into: $0)
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
