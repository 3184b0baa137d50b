import Grid

/// The pixels within a whole number of pixels of a pixel: those whose column
/// and row differ by dx and dy with dx * dx + dy * dy <= radius * radius.
struct DiscNeighbourhood: Sendable, Hashable {
  let radius: Int

  /// How far the disc goes to the left and right, by the row's distance.
  private let halfWidths: [UInt8]

  init(radius: Int) {
    precondition((1...254).contains(radius), "the radius of a disc is 1 to 254 pixels")
    self.radius = radius
    halfWidths = (0...radius).map { distance in
      let square = radius * radius - distance * distance
      var half = 0
      while (half + 1) * (half + 1) <= square { half += 1 }
      return UInt8(half)
    }
  }

  /// Marks with 1 each pixel that has a set pixel (not 0) within the disc, with 0 the others.
  func mark(
    near set: UnsafePointer<UInt8>, size: PixelSize, into marks: UnsafeMutablePointer<UInt8>
  ) {
    let width = size.width
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: size.pixelCount) { buffer in
      guard let distances = buffer.baseAddress else { return }
      for row in 0..<size.height {
        measure(set + row * width, into: distances + row * width, count: width)
      }
      for row in 0..<size.height {
        let target = marks + row * width
        target.update(repeating: 0, count: width)
        for other in max(0, row - radius)..<min(size.height, row + radius + 1) {
          raise(
            target, where: distances + other * width, isAtMost: halfWidths[abs(other - row)],
            count: width)
        }
      }
    }
  }

  /// How far the nearest set pixel of the same row is, 255 at most.
  @inline(__always)
  private func measure(_ set: UnsafePointer<UInt8>, into distances: UnsafeMutablePointer<UInt8>, count: Int) {
    var distance: UInt8 = 255
    for i in 0..<count {
      distance = set[i] != 0 ? 0 : distance == 255 ? 255 : distance + 1
      distances[i] = distance
    }
    distance = 255
    for i in stride(from: count - 1, through: 0, by: -1) {
      distance = set[i] != 0 ? 0 : distance == 255 ? 255 : distance + 1
      distances[i] = min(distances[i], distance)
    }
  }

  @inline(__always)
  private func raise(
    _ marks: UnsafeMutablePointer<UInt8>, where distances: UnsafePointer<UInt8>,
    isAtMost limit: UInt8, count: Int
  ) {
    for i in 0..<count { marks[i] |= distances[i] <= limit ? 1 : 0 }
  }
}
