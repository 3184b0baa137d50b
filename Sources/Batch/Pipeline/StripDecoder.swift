import Grid
import Pixels

/// Decodes a mosaic's rows in pieces that follow the file's own blocks, so
/// that several workers share the work and no block is decoded twice.
final class StripDecoder: Sendable {
  private let source: any TileSource
  private let bands: [Int]
  private let ground: WorkedGround?
  private let readers: WorkerSlots<any TileReader>

  /// - Parameter ground: What is worked through; blocks without any of it are
  ///   not decoded.
  init(source: any TileSource, bands: [Int], workerCount: Int, ground: WorkedGround? = nil) {
    self.source = source
    self.bands = bands
    self.ground = ground
    readers = WorkerSlots(workerCount: workerCount)
  }

  /// Cuts rows into pieces for `workerCount` workers, on block borders.
  func pieces(of rows: Range<Int>) -> [PixelWindow] {
    guard !rows.isEmpty else { return [] }
    let mosaic = source.mosaic
    let columnStep = Self.step(
      length: mosaic.size.width, block: mosaic.blockSize.width, atLeast: ground == nil ? 1024 : 256)
    let rowStep = Self.step(
      length: rows.count, block: mosaic.blockSize.height, atLeast: columnStep < mosaic.size.width ? 512 : 64)
    var pieces: [PixelWindow] = []
    var row = rows.lowerBound
    while row < rows.upperBound {
      let rowEnd = min(rows.upperBound, (row / rowStep + 1) * rowStep)
      for column in stride(from: 0, to: mosaic.size.width, by: columnStep) {
        let piece = PixelWindow(
          columns: column..<min(column + columnStep, mosaic.size.width), rows: row..<rowEnd)
        if ground?.meets(piece) ?? true { pieces.append(piece) }
      }
      row = rowEnd
    }
    return pieces
  }

  /// Decodes one piece into its place in `buffer`.
  func decode(_ piece: PixelWindow, into buffer: StripBuffer, worker: Int) throws {
    let reader = try readers.value(of: worker) { try source.makeReader() }
    try buffer.fill(piece, bands: bands, from: reader)
  }

  /// A whole number of blocks, at least `atLeast` pixels.
  private static func step(length: Int, block: Int, atLeast: Int) -> Int {
    let block = max(1, min(block, length))
    return (max(1, min(atLeast, length)) + block - 1) / block * block
  }
}
