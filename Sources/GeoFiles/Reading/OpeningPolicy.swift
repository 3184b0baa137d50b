/// What may be opened and how large it may be.
///
/// The caps are there for files made to exhaust the machine; a mosaic that a
/// drone could have flown passes all of them.
public struct OpeningPolicy: Hashable, Sendable {
  /// The raster drivers that may look at a file.
  public var allowedDrivers = ["GTiff"]
  /// Whether plain pictures (PNG, JPEG) are taken besides TIFF, as to learn from
  /// images that lie nowhere.
  public var allowsPictures = false {
    didSet { allowedDrivers = allowsPictures ? ["GTiff", "PNG", "JPEG"] : ["GTiff"] }
  }
  /// Whether `/vsi` names (object stores) are allowed; off, nothing leaves.
  public var allowsRemote = false
  /// The most pixels of one mosaic: 2^36, or 400 hectares at 7.6 mm.
  public var maximumPixels = 1 << 36
  /// The most bands.
  public var maximumBands = 64
  /// The most bytes of one decoded tile or strip.
  public var maximumBlockBytes = 512 << 20
  /// The most decoded bytes for one stored byte, of mosaics that claim more
  /// than `expansionFloorBytes`. DEFLATE reaches 1,032 and no real survey
  /// exceeds 50; only sparse files and crafted streams go further.
  public var maximumExpansion = 5000
  /// Claims below this are harmless whatever the file's size.
  public var expansionFloorBytes = 4 << 30
  /// The same limit for mosaics that claim 16 times the floor.
  public var maximumExpansionOfHuge = 500

  /// The default policy.
  public init() {}

  /// True where the claim is out of proportion to the bytes on disk.
  func isTrap(claimedBytes: Int, storedBytes: Int) -> Bool {
    guard claimedBytes > expansionFloorBytes else { return false }
    let limit = claimedBytes > 16 * expansionFloorBytes ? maximumExpansionOfHuge : maximumExpansion
    return claimedBytes / max(storedBytes, 1) > limit
  }
}
