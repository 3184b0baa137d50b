import Grid

/// The tasks of a run in the order in which workers take them.
///
/// A panel is decoded a little before the tiles that look at it, and a strip is
/// finished while the next is under way, so that a worker seldom waits and few
/// panels are held at a time, however wide the mosaic is.
struct FlightTasks {
  /// One thing for one worker to do.
  enum Task: Hashable, Sendable {
    /// Decode a part of a panel; `nil` where all its rows are known already.
    case decode(PanelKey, PixelWindow?)
    /// Segment a tile: the strip and the place in it, from the left.
    case segment(strip: Int, tile: Int)
    /// Seal a strip and hand it on.
    case finish(strip: Int)
  }

  /// A panel of a strip.
  struct PanelKey: Hashable, Sendable {
    var strip: Int
    var panel: Int
  }

  /// All tasks, each after those that it needs.
  private(set) var tasks: [Task] = []
  private let layout: PanelLayout

  /// Orders the tasks of the strips from `first` on.
  init(_ layout: PanelLayout, from first: Int, workerCount: Int) {
    self.layout = layout
    let strips = first..<layout.strips.count
    var undecoded = strips.flatMap { strip in
      layout.panels.indices.map { PanelKey(strip: strip, panel: $0) }
    }[...]
    let tiles = strips.flatMap { strip in
      (0..<layout.tiles.columnCount).map { (strip: strip, tile: $0) }
    }
    var unfinished = first
    for (place, tile) in tiles.enumerated() {
      let ahead = tiles[min(place + workerCount, tiles.count - 1)]
      let needed = PanelKey(strip: ahead.strip, panel: layout.panels(under: ahead.tile).upperBound - 1)
      while let key = undecoded.first, (key.strip, key.panel) <= (needed.strip, needed.panel) {
        undecoded.removeFirst()
        decode(key, isFirst: key.strip == first)
      }
      tasks.append(.segment(strip: tile.strip, tile: tile.tile))
      guard tile.tile >= min(workerCount, layout.tiles.columnCount) - 1 else { continue }
      while layout.completingStrips[unfinished] < tile.strip {
        tasks.append(.finish(strip: unfinished))
        unfinished += 1
      }
    }
    tasks += (unfinished..<layout.strips.count).map { .finish(strip: $0) }
  }

  private mutating func decode(_ key: PanelKey, isFirst: Bool) {
    let pieces = layout.pieces(of: key, isFirst: isFirst)
    tasks += pieces.isEmpty ? [.decode(key, nil)] : pieces.map { .decode(key, $0) }
  }
}
