import Synchronization

/// Memory for raw samples, which panels of one run use in turn.
final class SampleStorage: @unchecked Sendable {
  let bytes: UnsafeMutableRawPointer
  let count: Int

  init(byteCount: Int) {
    count = max(1, byteCount)
    bytes = .allocate(byteCount: count, alignment: 64)
  }

  deinit { bytes.deallocate() }
}

/// Storage that nobody uses at the moment.
final class StoragePool: Sendable {
  private let free = Mutex<[SampleStorage]>([])

  /// Storage of at least a size; its content is undefined.
  func take(byteCount: Int) -> SampleStorage {
    free.withLock { free in
      guard let index = free.firstIndex(where: { $0.count >= byteCount }) else { return nil }
      return free.remove(at: index)
    } ?? SampleStorage(byteCount: byteCount)
  }

  /// Takes storage back.
  func give(_ storage: SampleStorage) { free.withLock { $0.append(storage) } }
}
