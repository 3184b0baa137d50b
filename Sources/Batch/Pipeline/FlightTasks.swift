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
      while layout.completingStrip(of: unfinished) < tile.strip {
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

/// Where the panels, strips and tiles of a mosaic lie.
struct PanelLayout: Sendable {
  let strips: StripPlan
  let tiles: TilePlan
  /// The columns of each panel.
  let panels: [Range<Int>]
  /// How far a tile looks.
  let reach: Int
  /// The sides of the extra rasters' tiles; empty where none are written.
  private let rasterTileSides: [Int]
  private let decoder: StripDecoder

  init(_ plan: FlightPlan, decoder: StripDecoder, rasterTileSides: [Int] = []) {
    strips = plan.strips
    tiles = TilePlan(mosaic: plan.size, tileSize: plan.tileSize)
    panels = decoder.panels
    reach = plan.segmenter.reach
    self.rasterTileSides = rasterTileSides
    self.decoder = decoder
  }

  /// The rows of a strip that are held: those that it needs, and what its last
  /// blocks bring besides.
  func rows(of strip: Int) -> Range<Int> {
    strips.needed(strip).lowerBound..<strips.decodedEnd(strip)
  }

  /// The rows of a strip that the next one needs as well.
  func carriedRows(of strip: Int) -> Range<Int> {
    guard strip + 1 < strips.count else { return 0..<0 }
    let first = strips.needed(strip + 1).lowerBound
    return first..<max(first, strips.decodedEnd(strip))
  }

  /// The most rows that one strip hands to the next.
  var carriedCapacity: Int { (0..<strips.count).map { carriedRows(of: $0).count }.max() ?? 0 }

  /// The strip with the last row of the raster tiles that begin in a strip or
  /// above it; the strip itself where no extra rasters are written.
  func completingStrip(of strip: Int) -> Int {
    let end = strips.core(strip).upperBound
    let ends = rasterTileSides.map { (end + $0 - 1) / $0 * $0 }
    guard let tileEnd = ends.max(), end < strips.mosaic.height else { return strip }
    let row = min(tileEnd, strips.mosaic.height) - 1
    return (strip..<strips.count).first { strips.core($0).contains(row) } ?? strip
  }

  /// How many strips may be under way at a time.
  var openStripLimit: Int {
    2 + ((0..<strips.count).map { completingStrip(of: $0) - $0 }.max() ?? 0)
  }

  /// The columns of a tile in its strip.
  func columns(of tile: Int) -> Range<Int> {
    tile * tiles.tileSize..<min((tile + 1) * tiles.tileSize, strips.mosaic.width)
  }

  /// The panels that a tile looks at.
  func panels(under tile: Int) -> Range<Int> {
    let seen = columns(of: tile)
    let (low, high) = (max(0, seen.lowerBound - reach), min(strips.mosaic.width, seen.upperBound + reach))
    let step = panels.first?.count ?? 1
    return low / step..<(high - 1) / step + 1
  }

  /// How many tiles of a strip look at a panel.
  func tileCount(over panel: Int) -> Int {
    (0..<tiles.columnCount).count { panels(under: $0).contains(panel) }
  }

  /// The parts of a panel that remain to be decoded once the strip before has
  /// handed its rows on.
  func pieces(of key: FlightTasks.PanelKey, isFirst: Bool) -> [PixelWindow] {
    let rows = rows(of: key.strip)
    let first = isFirst ? rows.lowerBound : max(rows.lowerBound, strips.decodedEnd(key.strip - 1))
    guard first < rows.upperBound else { return [] }
    return decoder.pieces(of: PixelWindow(columns: panels[key.panel], rows: first..<rows.upperBound))
  }
}
