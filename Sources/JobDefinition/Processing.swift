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
