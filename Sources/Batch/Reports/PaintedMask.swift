import GeoFiles
import Grid
import Pixels

/// A part of a mask as a small picture, and what was counted meanwhile.
struct PaintedMask {
  /// Width and height in places.
  let size: PixelSize
  /// How many of the mask's pixels a place is wide.
  let step: Double
  /// How many of the mask's pixels a pixel that was read is wide.
  let readFactor: Double
  /// Row by row.
  var places: [MaskPlace] = []
  /// What was counted in squares.
  var cells: MaskCells?

  init(size: PixelSize, step: Double, readFactor: Double, cells: MaskCells?) {
    (self.size, self.step, self.readFactor, self.cells) = (size, step, readFactor, cells)
    places.reserveCapacity(size.pixelCount)
  }

  /// How often a place is to be enlarged so that the longest side is about `side`.
  func enlargement(to side: Int) -> Int { max(1, side / max(size.width, size.height)) }

  /// The picture as PNG and its size.
  func png(_ classes: [Legend.Entry], enlargement: Int) throws -> (bytes: [UInt8], size: PixelSize) {
    let large = PixelSize(width: size.width * enlargement, height: size.height * enlargement)
    return (try FlightPictures.png(pixels(classes, enlargement: enlargement), size: large), large)
  }
}
