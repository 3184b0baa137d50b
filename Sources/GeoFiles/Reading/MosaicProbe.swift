import CGDAL
import Foundation
import Grid
import Pixels

/// What one raster file says of itself, after every check.
struct MosaicProbe {
  var name: String
  var size: PixelSize
  var bands: [BandDescription]
  var sampleType: SampleType
  var blockSize: PixelSize
  var mask: MosaicDescription.Mask
  var transform: GeoTransform?
  var crs: CoordinateSystem?
  var compression: String?
  var interleave: String
  var predictor: Int
  var overviewCount: Int
  var isBigTIFF: Bool
  var pageCount: Int
  var bytes: Int
  var dateTag: String?
  var sidecars: [String]
  var warnings: [String] = []

  /// Checks and opens a file, and asks everything that costs no pixel.
  init(_ path: String, policy: OpeningPolicy) throws {
    let file = try InputFile(path, remoteAllowed: policy.allowsRemote)
    let (directories, bytes) = try GDALLibrary.withRemoteRethrowing(file) {
      let raw = try VirtualFile(file)
      let isPicture = policy.allowsPictures && FileSignature(raw.bytes(at: 0, count: 16)).isPicture
      return (isPicture ? nil : try TIFFDirectories(raw), Int(clamping: raw.byteCount))
    }
    let dataset = try RasterDataset(file, policy: policy)
    name = path
    self.bytes = bytes
    isBigTIFF = directories?.isBigTIFF ?? false
    pageCount = directories?.pageCount ?? 1
    size = dataset.size
    try dataset.checkCounts(policy)
    sampleType = try dataset.sampleType()
    blockSize = try dataset.blockSize()
    interleave = dataset.metadata("INTERLEAVE", domain: "IMAGE_STRUCTURE") ?? "BAND"
    compression = dataset.metadata("COMPRESSION", domain: "IMAGE_STRUCTURE")
    predictor = dataset.metadata("PREDICTOR", domain: "IMAGE_STRUCTURE").flatMap(Int.init) ?? 1
    transform = try dataset.transform()
    crs = try dataset.crs()
    bands = try dataset.bandDescriptions(sampleType)
    mask = try dataset.mask()
    overviewCount = Int(GDALGetOverviewCount(try dataset.band(1)))
    dateTag = dataset.dateTag
    let folder = (path as NSString).deletingLastPathComponent
    sidecars = (file.isRemote ? [] : file.siblings(RasterDataset.sidecars))
      .map { folder.isEmpty ? $0 : (folder as NSString).appendingPathComponent($0) }
    try checkBytes(policy)
    let missing = file.isRemote ? 0 : try dataset.missingShare()
    if missing > 0, mask == .none, bands.contains(where: { $0.nodata == nil }) {
      warnings.append(
        "\((missing * 1000).rounded() / 10) % of the mosaic is not stored and reads as 0, not as nodata")
    }
    if !file.isRemote, let beside = file.siblings(["+.aux.xml"]).first {
      warnings.append("'\(beside)' beside the file is not read: what counts must be in the file itself")
    }
    if transform == nil, GDALGetGCPCount(dataset.handle) > 0 {
      warnings.append("ground control points are not used: warp the mosaic first")
    }
  }

  /// Checks the caps that depend on the layout.
  private func checkBytes(_ policy: OpeningPolicy) throws(MosaicError) {
    let planes = interleave == "PIXEL" ? bands.count : 1
    let blockBytes = blockSize.byteCount(samples: planes, of: sampleType)
    guard blockBytes <= policy.maximumBlockBytes else {
      throw .blockTooLarge(
        file: name, block: blockSize, bytes: blockBytes, limit: policy.maximumBlockBytes)
    }
    let claimed = size.byteCount(samples: bands.count, of: sampleType)
    guard !policy.isTrap(claimedBytes: claimed, storedBytes: bytes) else {
      throw .expandsTooFar(file: name, claimedBytes: claimed, storedBytes: bytes)
    }
  }
}

extension PixelSize {
  /// The bytes of so many samples a pixel; `Int.max` where they do not fit.
  fileprivate func byteCount(samples: Int, of type: SampleType) -> Int {
    [height, samples, type.byteCount].reduce(width) { product, factor in
      let (result, overflow) = product.multipliedReportingOverflow(by: factor)
      return overflow ? .max : result
    }
  }
}

extension GDALLibrary {
  /// `withRemote` for bodies that throw other errors too.
  static func withRemoteRethrowing<Result>(
    _ file: InputFile, _ body: () throws -> Result
  ) throws -> Result {
    var outcome: Swift.Result<Result, any Error>?
    try withRemote(file) { () throws(GDALError) in outcome = Swift.Result { try body() } }
    guard let outcome else { throw InputFileError.missing(file: file.name) }
    return try outcome.get()
  }
}
