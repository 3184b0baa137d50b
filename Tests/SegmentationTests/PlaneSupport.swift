import Grid
import Pixels
import Segmentation
import TestSupport

extension PlaneFilter {
  func filtered(_ plane: [Float], size: PixelSize) -> [Float] {
    precondition(plane.count == size.pixelCount)
    return [Float](unsafeUninitializedCapacity: plane.count) { target, count in
      plane.withUnsafeBufferPointer { apply(to: $0, size: size, into: target) }
      count = plane.count
    }
  }
}

extension ClassFilter {
  func filtered(_ plane: [ClassCode], size: PixelSize) -> [ClassCode] {
    precondition(plane.count == size.pixelCount)
    return [ClassCode](unsafeUninitializedCapacity: plane.count) { target, count in
      plane.withUnsafeBufferPointer { apply(to: $0, size: size, into: target) }
      count = plane.count
    }
  }
}

/// The part of a plane that lies in `window`; the plane covers `bounds`.
func cut<Sample>(_ plane: [Sample], of bounds: PixelWindow, to window: PixelWindow) -> [Sample] {
  window.rows.flatMap { row in
    window.columns.map { column in
      plane[(row - bounds.rows.lowerBound) * bounds.width + column - bounds.columns.lowerBound]
    }
  }
}

/// Filters each tile with its halo and puts the tiles together again.
func tiled<Sample>(
  _ plane: [Sample], size: PixelSize, tileSize: Int, reach: Int,
  filter: ([Sample], PixelSize) -> [Sample]
) -> [Sample] {
  var result = plane
  let bounds = PixelWindow(size)
  let tiles = TilePlan(mosaic: size, tileSize: tileSize)
  for row in 0..<tiles.rowCount {
    for column in 0..<tiles.columnCount {
      let tile = tiles.window(row: row, column: column)
      let window = tile.expanded(by: reach, within: bounds)
      let filtered = filter(cut(plane, of: bounds, to: window), window.size)
      for y in tile.rows {
        for x in tile.columns {
          let index = (y - window.rows.lowerBound) * window.width + x - window.columns.lowerBound
          result[y * size.width + x] = filtered[index]
        }
      }
    }
  }
  return result
}

func randomSize(_ generator: inout SeededGenerator, upTo limit: Int = 40) -> PixelSize {
  PixelSize(
    width: Int.random(in: 1...limit, using: &generator),
    height: Int.random(in: 1...limit, using: &generator))
}

/// Values of widely different size with some missing.
func randomValues(
  _ size: PixelSize, missing: Double, _ generator: inout SeededGenerator
) -> [Float] {
  (0..<size.pixelCount).map { _ in
    Double.random(in: 0..<1, using: &generator) < missing
      ? .nan : Float.random(in: -1...1, using: &generator) * (Bool.random(using: &generator) ? 1 : 1000)
  }
}

/// Blobs of the classes 0 to `classCount - 1` with specks and some nodata.
func randomClasses(
  _ size: PixelSize, classCount: UInt8 = 3, _ generator: inout SeededGenerator
) -> [ClassCode] {
  var plane = [ClassCode](repeating: 0, count: size.pixelCount)
  for _ in 0..<(size.pixelCount / 12 + 1) {
    let blob = UInt8.random(in: 0...classCount, using: &generator)
    let code = blob == classCount ? ClassCode.nodata : blob
    let row = Int.random(in: 0..<size.height, using: &generator)
    let column = Int.random(in: 0..<size.width, using: &generator)
    let rows = row..<min(size.height, row + Int.random(in: 1...5, using: &generator))
    let columns = column..<min(size.width, column + Int.random(in: 1...5, using: &generator))
    for y in rows { for x in columns { plane[y * size.width + x] = code } }
  }
  return plane
}

/// The indices of the pixels within `reach` rows and columns, in raster order.
func square(around index: Int, reach: Int, size: PixelSize) -> [Int] {
  let row = index / size.width
  let column = index % size.width
  return (max(0, row - reach)...min(size.height - 1, row + reach)).flatMap { y in
    (max(0, column - reach)...min(size.width - 1, column + reach)).map { y * size.width + $0 }
  }
}
