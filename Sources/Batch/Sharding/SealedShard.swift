import Digest
import FieldStatistics
import Foundation
import Grid
import Pixels
import Stitching

/// A sealed shard's file, read as something that anybody may have made.
///
/// Opening it hashes all of its bytes and compares what it says of itself with
/// what is expected; its parts are then read one by one. Nothing changes after that,
/// which is why it may cross threads.
final class SealedShard: @unchecked Sendable {
  let path: String
  private let name: String
  private let descriptor: Int32
  private var byteCount = 0
  private(set) var index = ShardIndex(start: 0)

  private static let hashLength = 64
  private static let trailerLength = 8 + hashLength

  /// Opens a shard; `nil` where there is none.
  ///
  /// - Parameters:
  ///   - name: The shard as people know it, for errors.
  ///   - isKnown: All of its bytes have been hashed before.
  /// - Throws: `ShardError.damaged`, `FileAccessError`.
  init?(path: String, name: String, head: ShardHead, isKnown: Bool = false) throws {
    self.path = path
    self.name = name
    descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    if descriptor < 0, errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw FileAccessError.system("read", path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw FileAccessError(operation: "read", path: path, reason: "it is not a plain file")
    }
    byteCount = Int(status.st_size)
    try check(head, isKnown: isKnown)
    try readIndex(head)
  }

  deinit { close(descriptor) }

  /// The bytes of a part.
  func bytes(_ part: ShardIndex.Part) throws -> [UInt8] { try read(part.offset, part.count) }

  /// Runs something that judges a part; what it throws is told with the place.
  func stating<Value>(_ offset: Int, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      throw damage(offset, "\(error)")
    }
  }

  func damage(_ offset: Int, _ reason: String) -> ShardError {
    .damaged(file: path, shard: name, place: "byte \(offset)", reason: reason)
  }

  private func read(_ offset: Int, _ count: Int) throws -> [UInt8] {
    var done = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
      while done < count {
        let read = pread(
          descriptor, UnsafeMutableRawBufferPointer(bytes).baseAddress.map { $0 + done }, count - done,
          off_t(offset + done))
        if read < 0, errno == EINTR { continue }
        guard read > 0 else { break }
        done += read
      }
      filled = done
    }
    guard done == count else { throw damage(offset + done, "the file ends there") }
    return bytes
  }

  private func check(_ head: ShardHead, isKnown: Bool) throws {
    let expected = head.bytes
    let found = try read(0, min(byteCount, ShardHead.magic.count + 8))
    guard found.starts(with: ShardHead.magic), found.count == ShardHead.magic.count + 8 else {
      throw damage(0, "it is no sealed shard")
    }
    var reader = TallyReader(found, offset: ShardHead.magic.count)
    let version = try stating(8) { try reader.integer(UInt32.self) }
    guard version == ShardHead.version else {
      throw damage(8, "it has version \(version) of the format, and this is \(ShardHead.version)")
    }
    let length = Int(try stating(12) { try reader.integer(UInt32.self) })
    guard length <= ShardHead.longest, found.count + length + Self.trailerLength <= byteCount else {
      throw damage(12, "its head is longer than the file")
    }
    if !isKnown { try checkHash() }
    let text = try read(found.count, length)
    guard found + text == expected else { throw damage(found.count, difference(text, from: head)) }
  }

  /// What a head says that is not expected.
  private func difference(_ text: [UInt8], from head: ShardHead) -> String {
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    for (found, expected) in zip(lines, head.lines) where found != expected {
      return "it says '\(found.prefix(200))' where '\(expected)' is expected"
    }
    return "it says something else than is expected"
  }

  private func checkHash() throws {
    var hash = SHA256()
    var offset = 0
    let end = byteCount - Self.hashLength
    while offset < end {
      let piece = try read(offset, min(1 << 20, end - offset))
      hash.update(piece)
      offset += piece.count
    }
    guard try read(end, Self.hashLength) == Array(hash.hexDigest().utf8) else {
      throw damage(end, "its bytes do not have the hash that it ends with")
    }
  }

  private func readIndex(_ head: ShardHead) throws {
    let start = head.bytes.count
    let trailer = byteCount - Self.trailerLength
    var reader = TallyReader(try read(trailer, 8))
    let length = try stating(trailer) { try reader.integer(UInt64.self) }
    guard length <= UInt64(trailer - start) else {
      throw damage(trailer, "its index is longer than the file")
    }
    let offset = trailer - Int(length)
    let bytes = try read(offset, Int(length))
    index = try stating(offset) {
      try ShardIndex(
        decoding: bytes, start: start, end: offset, rowCount: head.rows.count, rasterCount: head.rasterCount)
    }
  }
}

/// A sealed shard as a part of its flight.
struct SealedShardContent: ShardContent {
  let shard: SealedShard
  let rows: Range<Int>
  let plan: FlightPlan
  let legend: Legend

  func sums() throws -> ShardSums {
    try part(.sums) { try ShardSums(decoding: $0, of: plan, rows: rows) }
  }

  func settled() throws -> SettledRows {
    try part(.settled) { try SettledRows(decoding: $0, of: plan, shard: rows, legend: legend) }
  }

  func wholePatches() throws -> [Patch] {
    let settled = try settled().rows
    return try part(.patches) { bytes in
      var reader = TallyReader(bytes)
      let patches = try [Patch](
        decoding: &reader, rows: settled, width: plan.size.width, fieldCount: plan.coverages.count)
      guard reader.isAtEnd else { throw SealError.impossible("length of patches") }
      return patches
    }
  }

  func classRows(_ wanted: Range<Int>) throws -> [ClassRow] {
    let codes = Set(legend.entries.map(\.code) + [.nodata])
    var found: [ClassRow] = []
    var first = rows.lowerBound
    for (count, part) in shard.index.rows {
      let held = first..<first + count
      first += count
      let needed = held.clamped(to: wanted)
      guard !needed.isEmpty else { continue }
      let bytes = try shard.bytes(part)
      let read = try shard.stating(part.offset) {
        var reader = TallyReader(bytes)
        let rows = try reader.rows(width: plan.size.width, codes: codes)
        guard rows.count == count, reader.isAtEnd else { throw SealError.impossible("number of rows") }
        return rows
      }
      found += read[needed.lowerBound - held.lowerBound..<needed.upperBound - held.lowerBound]
    }
    return found
  }

  func stored(_ tile: Int, raster: Int) throws -> [UInt8] {
    let tiles = shard.index.tiles[raster]
    guard tiles.indices.contains(tile) else {
      throw shard.damage(shard.index.end, "it lacks tiles of raster \(raster)")
    }
    return try shard.bytes(tiles[tile])
  }

  private func part<Value>(
    _ figures: ShardIndex.Figures, _ read: ([UInt8]) throws -> Value
  ) throws -> Value {
    let part = shard.index[figures]
    let bytes = try shard.bytes(part)
    return try shard.stating(part.offset) { try read(bytes) }
  }
}
