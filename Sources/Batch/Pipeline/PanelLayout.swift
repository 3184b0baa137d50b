import Grid

/// Where the panels, strips and tiles of a mosaic lie.
struct PanelLayout: Sendable {
  let strips: StripPlan
  let tiles: TilePlan
  /// The columns of each panel.
  let panels: [Range<Int>]
  /// How far a tile looks.
  let reach: Int
  /// The most rows that one strip hands to the next.
  let carriedCapacity: Int
  /// For each strip the one with the last row of the raster tiles that begin in
  /// it or above; the strip itself where no extra rasters are written.
  let completingStrips: [Int]
  /// How many strips may be under way at a time.
  let openStripLimit: Int
  private let decoder: StripDecoder

  /// - Parameter rasterTileSides: The sides of the extra rasters' tiles.
  init(_ plan: FlightPlan, decoder: StripDecoder, rasterTileSides: [Int] = []) {
    let strips = plan.strips
    self.strips = strips
    self.decoder = decoder
    tiles = TilePlan(mosaic: plan.size, tileSize: plan.tileSize)
    panels = decoder.panels
    reach = plan.segmenter.reach
    let all = 0..<strips.count
    carriedCapacity = all.map { Self.carriedRows(of: $0, strips).count }.max() ?? 0
    completingStrips = all.map { strip in
      let end = strips.core(strip).upperBound
      let ends = rasterTileSides.map { (end + $0 - 1) / $0 * $0 }
      guard let tileEnd = ends.max(), end < strips.rows.upperBound else { return strip }
      let row = min(tileEnd, strips.rows.upperBound) - 1
      return (strip..<strips.count).first { strips.core($0).contains(row) } ?? strip
    }
    openStripLimit = 2 + (zip(completingStrips, all).map { $0 - $1 }.max() ?? 0)
  }

  /// The rows of a strip that are held: those that it needs, and what its last
  /// blocks bring besides.
  func rows(of strip: Int) -> Range<Int> {
    strips.needed(strip).lowerBound..<strips.decodedEnd(strip)
  }

  /// The rows of a strip that the next one needs as well.
  func carriedRows(of strip: Int) -> Range<Int> { Self.carriedRows(of: strip, strips) }

  private static func carriedRows(of strip: Int, _ strips: StripPlan) -> Range<Int> {
    guard strip + 1 < strips.count else { return 0..<0 }
    let first = strips.needed(strip + 1).lowerBound
    return first..<max(first, strips.decodedEnd(strip))
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
