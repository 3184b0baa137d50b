/// Room for decoded blocks.
///
/// A block that a window takes whole passes through one buffer. Those of which
/// it takes a part are kept, the latest of them, since a neighbouring window
/// is likely to want the rest.
final class KeptBlocks {
  private let blockBytes: Int
  private let capacity: Int
  /// The latest last.
  private var places: [(index: UInt32, buffer: UnsafeMutableRawPointer)] = []
  private var spare: [UnsafeMutableRawPointer] = []
  private var passingBuffer: UnsafeMutableRawPointer?

  /// The most bytes that are kept, where one block takes no more.
  private static let maximumBytes = 16 << 20

  init(blockBytes: Int) {
    self.blockBytes = blockBytes
    capacity = max(1, Self.maximumBytes / blockBytes)
  }

  deinit {
    passingBuffer?.deallocate()
    for place in places { place.buffer.deallocate() }
    for buffer in spare { buffer.deallocate() }
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
    if let found = places.firstIndex(where: { $0.index == index }) {
      let place = places.remove(at: found)
      places.append(place)
      return (place.buffer, true)
    }
    let buffer =
      if places.count == capacity { places.removeFirst().buffer } else { spare.popLast() ?? makeBuffer() }
    places.append((index, buffer))
    return (buffer, false)
  }

  /// Forgets a block that could not be decoded.
  func forget(_ index: UInt32) {
    guard let found = places.firstIndex(where: { $0.index == index }) else { return }
    spare.append(places.remove(at: found).buffer)
  }

  private func makeBuffer() -> UnsafeMutableRawPointer {
    .allocate(byteCount: blockBytes, alignment: 64)
  }
}
