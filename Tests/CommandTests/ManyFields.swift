import Grid
import Pixels
import TestSupport
import Testing

/// Farms of many fields, worked through.
enum ManyFields {
  /// Ten thousand of them, made once.
  static let tenThousand = Result { try bench(10_000) }

  /// Fields of 3 by 3 pixels in rows of a hundred.
  static func bench(_ count: Int) throws -> FaultsBench {
    let bench = try FaultsBench()
    let mosaic = MadeMosaic(size: PixelSize(width: 400, height: 4 * (count / 100)))
    try mosaic.write(to: bench.path("flights/many_2026-05-04.tif"))
    try bench.writeFields(
      (0..<count).map { number in
        let (row, column) = (Double(number / 100) * 4, Double(number % 100) * 4)
        return ("field \(number)", (column + 0.5)...(column + 3.5), (row + 0.5)...(row + 3.5))
      }, on: mosaic)
    let ran = try bench.run(FaultsJob(fields: "{file: fields.gpkg}"))
    try #require(ran.code == 0, "\(ran.errors)")
    return bench
  }
}
