public import Grid
public import Pixels
public import Spectral

/// Turns the calibrated bands of a tile into classes.
///
/// A segmenter is a value that crosses threads; each worker makes its own
/// `TileSegmenter`. The result for a pixel depends on the pixels within
/// `reach` alone, so that tiles of any size give the same mask.
public protocol Segmenter: Sendable {
  /// The rows and columns around a pixel that can change its class.
  var reach: Int { get }

  /// What each calibrated plane measures, in the order of the planes.
  var roles: [BandRole] { get }

  /// About how much memory one worker's planes of a tile take, in bytes.
  func workingByteCount(tileSize: Int) -> Int

  /// Makes one worker's own segmenter, which may hold scratch memory.
  func makeTileSegmenter() -> any TileSegmenter
}

extension Segmenter {
  /// Six planes over all that a tile looks at.
  public func workingByteCount(tileSize: Int) -> Int {
    (tileSize + 2 * reach) * (tileSize + 2 * reach) * 6 * MemoryLayout<Float>.size
  }
}

/// One worker's segmenter. Not safe to share.
public protocol TileSegmenter: AnyObject {
  /// Segments the pixels of `core`.
  ///
  /// - Parameters:
  ///   - core: The pixels to decide.
  ///   - mosaic: All pixels; the tile may look `reach` pixels beyond `core`
  ///     within it.
  ///   - source: Where calibrated rows come from.
  ///   - target: Where classes and rows of `core` go.
  func segment(
    _ core: PixelWindow, of mosaic: PixelWindow, from source: any CalibratedRows, into target: TileTarget)
}

/// Calibrated rows of a mosaic, for one worker.
public protocol CalibratedRows: AnyObject {
  /// Writes part of a row, one plane for each role; NaN in every plane where
  /// the mosaic holds nothing.
  func read(
    row: Int, columns: Range<Int>, into planes: UnsafePointer<UnsafeMutablePointer<Float>>
  ) -> RowValidity
}

/// Where the result of one tile goes.
public struct TileTarget {
  /// The first pixel of the tile's core in a plane of classes.
  public var classes: UnsafeMutablePointer<ClassCode>
  /// The first pixel of the tile's core in a plane of confidences, 0 to 100
  /// per cent and 255 for nodata; `nil` where nobody asks.
  public var confidence: UnsafeMutablePointer<UInt8>?
  /// Pixels from a row to the next in both planes.
  public var stride: Int
  /// Told which stage the segmenter is in; `nil` where nobody asks.
  public var clock: StageClock?
  /// Called for each row of the core from top to bottom with its calibrated
  /// bands and its index values, both from the core's first column.
  public var row:
    (
      _ row: Int, _ validity: RowValidity, _ bands: UnsafePointer<UnsafeMutablePointer<Float>>,
      _ indices: UnsafePointer<UnsafeMutablePointer<Float>>
    ) -> Void

  /// Makes a target.
  public init(
    classes: UnsafeMutablePointer<ClassCode>, confidence: UnsafeMutablePointer<UInt8>?, stride: Int,
    clock: StageClock? = nil,
    row:
      @escaping (
        _ row: Int, _ validity: RowValidity, _ bands: UnsafePointer<UnsafeMutablePointer<Float>>,
        _ indices: UnsafePointer<UnsafeMutablePointer<Float>>
      ) -> Void
  ) {
    self.classes = classes
    self.confidence = confidence
    self.stride = stride
    self.clock = clock
    self.row = row
  }
}
