/// What a job refuses for its size, and when an isolated flight is ended.
public struct Limits: Hashable, Sendable {
  /// What `maximumPixels` can be.
  public static let pixelCounts = 1...1_000_000_000_000_000
  /// What `maximumMemoryMebibytes` and `maximumFileMebibytes` can be.
  public static let memorySizes = 64...16_777_216
  /// What `maximumSeconds` and `maximumProcessorSeconds` can be.
  public static let durations = 1...2_592_000
  /// What `maximumOpenFiles` can be.
  public static let openFileCounts = 64...1_048_576

  /// The most pixels that a mosaic may have.
  public var maximumPixels: Int
  /// The most memory that the run may plan to use, in units of 1024 x 1024 bytes.
  public var maximumMemoryMebibytes: Int
  /// The longest that an isolated flight may take.
  public var maximumSeconds = 14_400
  /// The most processor time of an isolated flight; `nil` for `maximumSeconds`
  /// on each of its threads.
  public var maximumProcessorSeconds: Int?
  /// The most that an isolated flight may write to one file, in units of
  /// 1024 x 1024 bytes.
  public var maximumFileMebibytes = 65_536
  /// The most files that an isolated flight may hold open.
  public var maximumOpenFiles = 4096

  static let keys = [
    "max_pixels", "max_memory_mb", "max_seconds", "max_cpu_seconds", "max_file_mb", "max_open_files",
  ]

  /// Makes limits.
  public init(maximumPixels: Int = 50_000_000_000, maximumMemoryMebibytes: Int = 2048) {
    self.maximumPixels = maximumPixels
    self.maximumMemoryMebibytes = maximumMemoryMebibytes
  }
}
