/// Several planes of floats of equal size, at addresses that stay.
final class FloatPlanes {
  /// The first value of each plane.
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
  /// The number of planes.
  let count: Int
  /// The values that each plane holds.
  let capacity: Int

  init(count: Int, capacity: Int) {
    self.count = count
    self.capacity = capacity
    pointers = .allocate(capacity: max(1, count))
    for index in 0..<count {
      (pointers + index).initialize(to: .allocate(capacity: max(1, capacity)))
      pointers[index].initialize(repeating: 0, count: max(1, capacity))
    }
  }

  deinit {
    for index in 0..<count { pointers[index].deallocate() }
    pointers.deallocate()
  }

  subscript(plane: Int) -> UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(start: pointers[plane], count: capacity)
  }

  /// Calls `body` with each plane's address `offset` values on.
  func withPointers<Result>(
    offset: Int, _ body: (UnsafeMutablePointer<UnsafeMutablePointer<Float>>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<Float>.self, capacity: max(1, count)) { moved in
      for index in 0..<count { moved.initializeElement(at: index, to: pointers[index] + offset) }
      return body(moved.baseAddress.unsafelyUnwrapped)
    }
  }
}
