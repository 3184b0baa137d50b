import Grid
import Pixels

/// The extra rasters of a run: confidence where it is written, then the indices.
struct StripLayers: Sendable {
  private let layers: [LayerTiles]

  init(_ sinks: [any TileSink], size: PixelSize) {
    layers = sinks.map { LayerTiles($0, size: size) }
  }

  /// The sides of the rasters' tiles.
  var tileSides: [Int] { layers.map(\.sink.tileSide) }

  /// The parts of all rasters under a window of the mosaic.
  func parts(under window: PixelWindow) -> [LayerPart] { layers.map { $0.part(under: window) } }

  /// True where all tiles that begin in some rows are complete.
  func hasTiles(beginningIn rows: Range<Int>) -> Bool {
    layers.allSatisfy { $0.hasTiles(beginningIn: rows) }
  }

  /// Hands over the tiles that begin in a strip's rows, all of them complete.
  func takeTiles(beginningIn rows: Range<Int>) -> [SealedTile] {
    layers.enumerated().flatMap { number, layer in
      layer.removeTiles(beginningIn: rows).map { tile in
        SealedTile(layer: number, row: tile.row, column: tile.column, receipt: tile.receipt)
      }
    }
  }

  /// Takes a sealed strip's tiles from an earlier run; `false`, and nothing is
  /// taken, where a sink does not hold all of them any more.
  func restore(_ strip: SealedStrip) throws -> Bool {
    let expected = layers.reduce(0) { $0 + $1.tileCount(beginningIn: strip.rows) }
    let isHeld = strip.tiles.allSatisfy { tile in
      layers.indices.contains(tile.layer)
        && layers[tile.layer].isPlace(row: tile.row, column: tile.column, beginningIn: strip.rows)
        && layers[tile.layer].sink.holds(tile.receipt)
    }
    let places = Set(strip.tiles.map { [$0.layer, $0.row, $0.column] })
    guard isHeld, strip.tiles.count == expected, places.count == expected else { return false }
    for tile in strip.tiles {
      try layers[tile.layer].sink.restore(tile.receipt, row: tile.row, column: tile.column)
    }
    for layer in layers { layer.leaveOut(beginningIn: strip.rows) }
    return true
  }

  /// Returns when a kill cannot undo the strip's tiles.
  func synchronize(for strip: SealedStrip) throws {
    guard !strip.tiles.isEmpty else { return }
    for layer in layers { try layer.sink.synchronize() }
  }
}
