import FieldStatistics
import Grid
import Pixels
import Stitching

/// Puts a shard's file together: head, class rows as they come, figures, what
/// is settled, tiles, index.
///
/// Strips come one at a time; that is why it may cross threads.
final class ShardSealing: @unchecked Sendable {
  private let writing: ShardWriting
  private let plan: FlightPlan
  /// The mask's, then those of the extra rasters.
  private let archives: [any PortableTileSink]
  private let settling: ShardSettling
  private var sums: ShardSums
  private var index: ShardIndex

  /// Begins with the head.
  init(
    _ writing: ShardWriting, head: ShardHead, plan: FlightPlan, legend: Legend,
    components: [ComponentRule], archives: [any PortableTileSink]
  ) throws {
    self.writing = writing
    self.archives = archives
    self.plan = plan
    settling = ShardSettling(plan: plan, legend: legend, rules: components, mask: archives[0])
    sums = ShardSums(plan, rows: plan.workedRows)
    let bytes = head.bytes
    index = ShardIndex(start: bytes.count)
    try writing.append(bytes)
  }

  /// Takes the next strip.
  func append(_ strip: SealedStrip) throws {
    sums.add(strip)
    for row in strip.classes { try settling.push(row) }
    let bytes = strip.classes.bytes
    index.addRows(strip.rows.count, byteCount: bytes.count)
    try writing.append(bytes)
  }

  /// Writes the rest, and puts the file in its place.
  func seal() throws {
    let settled = try settling.finish()
    for (part, bytes) in [
      (ShardIndex.Figures.sums, sums.bytes), (.settled, settled.bytes),
      (.patches, settled.patches.whole.bytes(from: settled.rows.lowerBound)),
    ] {
      index.add(part, byteCount: bytes.count)
      try writing.append(bytes)
    }
    for (raster, archive) in archives.enumerated() {
      index.addRaster()
      let rows = SettledRows.tileRows(
        in: raster == 0 ? settled.rows : plan.workedRows, height: plan.size.height, side: archive.tileSide)
      for tile in archive.levels.tiles(from: rows) {
        let bytes = try archive.stored(tile)
        index.addTile(byteCount: bytes.count)
        try writing.append(bytes)
      }
    }
    var end = index.bytes
    end.append(integer: UInt64(end.count))
    try writing.append(end)
    try writing.seal()
  }
}
