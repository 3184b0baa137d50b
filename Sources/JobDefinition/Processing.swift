/// How a job's work is cut up. Without influence on results.
public struct Processing: Hashable, Sendable {
  /// The sides that a tile can have, in pixels.
  public static let tileSizes = 64...8192
  /// The numbers of threads that a job can ask for.
  public static let threadCounts = 1...256

  /// The side of a tile in pixels.
  public var tileSize: Int
  /// The number of threads; `nil` for one on each core.
  public var threadCount: Int?

  /// Makes a choice.
  public init(tileSize: Int = 512, threadCount: Int? = nil) {
    self.tileSize = tileSize
    self.threadCount = threadCount
  }
}

/// What a job refuses for its size.
public struct Limits: Hashable, Sendable {
  /// What `maximumPixels` can be.
  public static let pixelCounts = 1...1_000_000_000_000_000
  /// What `maximumMemoryMebibytes` can be.
  public static let memorySizes = 64...16_777_216

  /// The most pixels that a mosaic may have.
  public var maximumPixels: Int
  /// The most memory that the run may plan to use, in units of 1024 x 1024 bytes.
  public var maximumMemoryMebibytes: Int

  /// Makes limits.
  public init(maximumPixels: Int = 50_000_000_000, maximumMemoryMebibytes: Int = 2048) {
    self.maximumPixels = maximumPixels
    self.maximumMemoryMebibytes = maximumMemoryMebibytes
  }
}
