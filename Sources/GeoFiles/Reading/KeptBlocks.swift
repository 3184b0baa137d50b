/// Room for decoded blocks.
///
/// A block that a window takes whole passes through one buffer. Those of which
/// it takes a part are kept, the latest of them, since a neighbouring window
/// is likely to want the rest.
final class KeptBlocks {
  private struct Place {
    var buffer: UnsafeMutableRawPointer
    var lastUse: Int
  }

  private let blockBytes: Int
  private let capacity: Int
  private var places: [UInt32: Place] = [:]
  private var useCount = 0
  private var passingBuffer: UnsafeMutableRawPointer?

  /// The most bytes that are kept (one block may take more): what windows of
  /// 128 rows cut from strips of one row, 16,000 pixels of five bands wide.
  private static let maximumBytes = 24 << 20
  private static let maximumCount = 4096

  init(blockBytes: Int) {
    self.blockBytes = blockBytes
    capacity = min(max(1, Self.maximumBytes / blockBytes), Self.maximumCount)
  }

  deinit {
    passingBuffer?.deallocate()
    for place in places.values { place.buffer.deallocate() }
  }

  /// Where a block goes that is not kept.
  var passing: UnsafeMutableRawPointer {
    if let passingBuffer { return passingBuffer }
    let buffer = makeBuffer()
    passingBuffer = buffer
    return buffer
  }

  /// The buffer of a block, and whether the block is in it already.
  func place(of index: UInt32) -> (buffer: UnsafeMutableRawPointer, isDecoded: Bool) {
    useCount += 1
    if let buffer = places[index]?.buffer {
      places[index]?.lastUse = useCount
      return (buffer, true)
    }
    let buffer = places.count < capacity ? makeBuffer() : removeOldest()
    places[index] = Place(buffer: buffer, lastUse: useCount)
    return (buffer, false)
  }

  /// Forgets a block that could not be decoded.
  func forget(_ index: UInt32) {
    places.removeValue(forKey: index)?.buffer.deallocate()
  }

  private func removeOldest() -> UnsafeMutableRawPointer {
    guard let oldest = places.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return makeBuffer() }
    places[oldest.key] = nil
    return oldest.value.buffer
  }

  private func makeBuffer() -> UnsafeMutableRawPointer {
    .allocate(byteCount: blockBytes, alignment: 64)
  }
}
