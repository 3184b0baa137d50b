internal import Foundation
internal import GeoFiles
internal import Grid

/// The zoom levels at which a raster is cut into tiles.
struct TileLevels: Sendable {
  /// The raster's own extent and pixels in the projection.
  let grid: MosaicGrid
  /// From coarse to fine.
  let levels: [WebTiles]
  /// True where finer levels would be more tiles than wanted.
  let isCut: Bool

  /// Chooses levels: the finest is that whose pixels are about the raster's,
  /// the coarsest shows it within 256 pixels.
  ///
  /// - Parameter limit: The most tiles of all levels together; the finest
  ///   levels go where they are more.
  init(of grid: MosaicGrid, limit: Int) {
    self.grid = grid
    let own = log2(WebTiles.pixelSize(zoom: 0) / grid.transform.columnX)
    let finest = min(max(Int(own.rounded()), 0), Self.deepest)
    let longest = Double(max(grid.size.width, grid.size.height)) / Double(WebTiles.side)
    let coarsest = max(0, finest - max(0, Int(log2(longest).rounded(.up))))
    var levels = (coarsest...finest).map { WebTiles(zoom: $0, covering: grid) }
    while levels.count > 1, levels.reduce(0, { $0 + $1.count }) > limit { levels.removeLast() }
    self.levels = levels
    isCut = levels.last?.zoom != finest
  }

  /// The finest level that is ever made: pixels of two millimetres.
  static let deepest = 26

  /// How many tiles there are.
  var count: Int { levels.reduce(0) { $0 + $1.count } }

  /// How many of the raster's pixels lie along one of a level's.
  func shrink(_ level: WebTiles) -> Double { level.pixelSize / grid.transform.columnX }
}
