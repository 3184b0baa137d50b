internal import Dispatch
internal import Foundation
internal import GeoFiles
internal import Grid
internal import Synchronization

/// Cuts a published raster into the tiles of a web map.
///
/// Each row of tiles is read from the raster's nearest overview and carried to
/// Web Mercator by itself, so that memory depends on the raster's width alone.
struct TileMaking: Sendable {
  /// The raster.
  let path: String
  /// Its colours.
  let painter: TilePainter
  /// The levels.
  let levels: TileLevels

  private let crs: CoordinateSystem
  private let sources: [Source]

  /// What a level is made from.
  private struct Source: Sendable {
    var overview: Int?
    var sampling: RasterView.Sampling
  }

  /// Plans the tiles of a raster.
  ///
  /// - Parameter limit: The most tiles.
  /// - Throws: `InputFileError` or `GDALError` where it cannot be opened or
  ///   has no place on the map.
  init(_ path: String, painter: TilePainter, limit: Int) throws {
    self.path = path
    self.painter = painter
    crs = try CoordinateSystem(userInput: "EPSG:3857")
    let raster = try PublishedRaster(path: path)
    let levels = TileLevels(of: try raster.suggestedGrid(in: crs), limit: limit)
    self.levels = levels
    let (overviews, isFloat) = (raster.overviewCount, raster.isFloat)
    sources = levels.levels.map { level in
      let shrink = levels.shrink(level)
      let overview = (0..<overviews).last { Double(2 << $0) <= shrink }
      return Source(overview: overview, sampling: shrink < 1.5 ? .nearest : isFloat ? .mean : .commonest)
    }
  }

  /// West, south, east and north of the raster in degrees.
  func bounds() throws -> [Double] {
    let transform = levels.grid.transform
    let size = levels.grid.size
    let (east, south) = (
      transform.originX + transform.columnX * Double(size.width),
      transform.originY + transform.rowY * Double(size.height)
    )
    let corners = try crs.transformer(to: .wgs84()).transform([
      MapPoint(x: transform.originX, y: south), MapPoint(x: east, y: transform.originY),
    ])
    return [corners[0].x, corners[0].y, corners[1].x, corners[1].y]
  }

  /// Writes every tile as `folder/zoom/column/row.png`, rows of tiles at once
  /// on all processors.
  ///
  /// - Throws: `GDALError`, `OutputError`.
  func write(to folder: String) throws {
    var rows: [(level: Int, row: Int)] = []
    try PlainFile.makeFolder(folder)
    for (place, level) in levels.levels.enumerated() {
      try PlainFile.makeFolder("\(folder)/\(level.zoom)")
      for column in level.columns { try PlainFile.makeFolder("\(folder)/\(level.zoom)/\(column)") }
      for row in level.rows { rows.append((level: place, row: row)) }
    }
    let tasks = rows
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: tasks.count) { task in
      guard failure.withLock({ $0 == nil }) else { return }
      do {
        try write(row: tasks[task].row, of: tasks[task].level, to: folder)
      } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  private func write(row: Int, of place: Int, to folder: String) throws {
    let (level, source) = (levels.levels[place], sources[place])
    let raster = try PublishedRaster(path: path, overview: source.overview)
    let grid = level.grid(ofRow: row, crs: crs)
    let view = try RasterView(raster, onto: grid, sampling: source.sampling)
    var samples: [UInt8] = []
    samples.reserveCapacity(view.rowBytes * WebTiles.side)
    try view.forEachRow { _, line in samples.append(contentsOf: line) }
    let size = PixelSize(width: WebTiles.side, height: WebTiles.side)
    for column in level.columns {
      let first = (column - level.columns.lowerBound) * WebTiles.side
      let pixels = samples.withUnsafeBytes { painter.tile($0, width: grid.size.width, column: first) }
      let path = "\(folder)/\(level.zoom)/\(column)/\(row).png"
      let image = pixels.withUnsafeBytes { PNGEncoder.encode($0, size: size, channels: .rgba) }
      guard let image else { throw OutputError(path: path, reason: .closed) }
      try PlainFile.write(image, to: path)
    }
  }
}
