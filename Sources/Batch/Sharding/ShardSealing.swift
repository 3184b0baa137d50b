import FieldStatistics
import Pixels

/// Puts a shard's file together: head, strips as they come, tiles in raster
/// order, index.
///
/// Strips come one at a time; that is why it may cross threads.
final class ShardSealing: @unchecked Sendable {
  private let writing: ShardWriting
  private let archives: [any PortableTileSink]
  private var index: ShardIndex
  /// By raster.
  private var tiles: [[SealedTile]]

  /// Begins with the head.
  init(_ writing: ShardWriting, head: ShardHead, archives: [any PortableTileSink]) throws {
    self.writing = writing
    self.archives = archives
    let bytes = head.bytes
    index = ShardIndex(rasterCount: archives.count, start: bytes.count)
    tiles = Array(repeating: [], count: archives.count)
    try writing.append(bytes)
  }

  /// Takes the next strip; its tiles are kept for the end.
  func append(_ strip: SealedStrip) throws {
    for tile in strip.tiles { tiles[tile.layer].append(tile) }
    var bare = strip
    bare.tiles = []
    let bytes = bare.encoded()
    index.addStrip(count: bytes.count)
    try writing.append(bytes)
  }

  /// Writes the tiles and the index, and puts the file in its place.
  func seal() throws {
    for raster in tiles.indices {
      for tile in tiles[raster].sorted(by: { ($0.row, $0.column) < ($1.row, $1.column) }) {
        let bytes = try archives[raster].stored(tile.receipt)
        index.addTile(count: bytes.count, raster: raster)
        try writing.append(bytes)
      }
    }
    var end = index.bytes
    end.append(integer: UInt64(end.count))
    try writing.append(end)
    try writing.seal()
  }
}
