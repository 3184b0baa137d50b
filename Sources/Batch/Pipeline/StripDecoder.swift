import Grid
import Pixels

/// Decodes a mosaic's rows in pieces that follow the file's own blocks, so
/// that several workers share the work and no block is decoded twice.
final class StripDecoder: Sendable {
  private let source: any TileSource
  private let bands: [Int]
  private let ground: WorkedGround?
  private let readers: WorkerSlots<any TileReader>
  private let leastPanelWidth: Int

  /// - Parameter ground: What is worked through; pieces without any of it are
  ///   not decoded.
  init(
    source: any TileSource, bands: [Int], workerCount: Int, leastPanelWidth: Int = 1024,
    ground: WorkedGround? = nil
  ) {
    self.leastPanelWidth = leastPanelWidth
    self.source = source
    self.bands = bands
    self.ground = ground
    readers = WorkerSlots(workerCount: workerCount)
  }

  /// Decodes for a plan, in panels of at least two tiles, or narrower ones where
  /// panels may be passed by.
  convenience init(_ plan: FlightPlan) {
    self.init(
      source: plan.source, bands: plan.decodedBands, workerCount: plan.workerCount,
      leastPanelWidth: plan.ground == nil ? 2 * plan.tileSize : 256, ground: plan.ground)
  }

  /// The columns of each panel: whole blocks, no narrower than asked for.
  var panels: [Range<Int>] {
    let mosaic = source.mosaic
    let width = mosaic.size.width
    let step = Self.step(length: width, block: mosaic.blockSize.width, atLeast: leastPanelWidth)
    return stride(from: 0, to: width, by: step).map { $0..<min($0 + step, width) }
  }

  /// Cuts rows of a panel into pieces that workers can share.
  func pieces(of window: PixelWindow) -> [PixelWindow] {
    let step = Self.step(
      length: window.height, block: source.mosaic.blockSize.height,
      atLeast: window.width < source.mosaic.size.width ? 512 : 64)
    var pieces: [PixelWindow] = []
    var row = window.rows.lowerBound
    while row < window.rows.upperBound {
      let end = min(window.rows.upperBound, (row / step + 1) * step)
      let piece = PixelWindow(columns: window.columns, rows: row..<end)
      if ground?.meets(piece) ?? true { pieces.append(piece) }
      row = end
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
