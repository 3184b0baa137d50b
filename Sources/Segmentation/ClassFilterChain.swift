public import Grid
public import Pixels

/// Several class filters, each applied to the result of the one before.
public struct ClassFilterChain: ClassFilter {
  /// The filters in the order in which they are applied.
  public let filters: [any ClassFilter]

  /// Makes a chain; an empty one copies its input.
  public init(_ filters: [any ClassFilter]) { self.filters = filters }

  /// The sum of the filters' reaches.
  public var reach: Int { filters.reduce(0) { $0 + $1.reach } }

  /// Applies every filter in order.
  public func apply(
    to source: UnsafeBufferPointer<ClassCode>, size: PixelSize,
    into target: UnsafeMutableBufferPointer<ClassCode>
  ) {
    let count = size.pixelCount
    precondition(source.count >= count && target.count >= count, "a plane is smaller than its size")
    guard count > 0 else { return }
    guard let first = filters.first else {
      _ = target.update(fromContentsOf: source.prefix(count))
      return
    }
    first.apply(to: source, size: size, into: target)
    guard filters.count > 1 else { return }
    withUnsafeTemporaryAllocation(of: ClassCode.self, capacity: count) { previous in
      for filter in filters.dropFirst() {
        _ = previous.update(fromContentsOf: target.prefix(count))
        filter.apply(to: UnsafeBufferPointer(previous), size: size, into: target)
      }
    }
  }
}
