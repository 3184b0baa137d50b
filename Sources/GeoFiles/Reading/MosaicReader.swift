import CGDAL
import Grid
import Pixels

/// One worker's own datasets on a mosaic.
///
/// Plain local TIFFs are decoded without GDAL. Where that fails, GDAL reads the
/// window: what it gives or says is what counts.
final class MosaicReader: TileReader {
  private let datasets: [RasterDataset]
  private let plain: [PlainReader?]
  private let mosaic: MosaicDescription
  private let isOneFile: Bool
  /// How many reads of a file were done without GDAL, and how many with it.
  private(set) var readCounts = (plain: 0, gdal: 0)

  /// Opens the mosaic's files again, under its own policy.
  ///
  /// - Parameter avoidsGDAL: False to read everything with GDAL.
  init(_ file: MosaicFile, avoidsGDAL: Bool = true) throws {
    let (mosaic, policy) = (file.mosaic, file.policy)
    self.mosaic = mosaic
    let inputs = try file.locator.paths.map { try InputFile($0, remoteAllowed: policy.allowsRemote) }
    let datasets = try inputs.map { try RasterDataset($0, policy: policy) }
    self.datasets = datasets
    if case .file = file.locator.content { isOneFile = true } else { isOneFile = false }
    for dataset in datasets where dataset.size != mosaic.size {
      throw MosaicError.disagreement(
        first: dataset.name, second: dataset.name,
        what: "its size changed from \(mosaic.size) to \(dataset.size) since it was opened")
    }
    plain = zip(inputs, datasets).map { input, dataset in
      guard avoidsGDAL else { return nil }
      return PlainReader(input, of: dataset, sampleType: mosaic.sampleType, policy: policy)
    }
  }

  func read(
    _ window: PixelWindow, bands: [Int], into samples: UnsafeMutableRawPointer, rowStride: Int,
    planeStride: Int
  ) throws {
    check(window)
    precondition(bands.allSatisfy { (1...mosaic.bands.count).contains($0) }, "no such band")
    guard !window.isEmpty, !bands.isEmpty else { return }
    if isOneFile {
      try read(0, window, bands, samples, rowStride: rowStride, planeStride: planeStride)
      return
    }
    for (plane, band) in bands.enumerated() {
      try read(
        band - 1, window, [1], samples + plane * planeStride, rowStride: rowStride,
        planeStride: planeStride)
    }
  }

  func readMask(_ window: PixelWindow, into mask: UnsafeMutablePointer<UInt8>, rowStride: Int) throws {
    check(window)
    guard !window.isEmpty else { return }
    try readMask(datasets[0], window, mask, rowStride: rowStride)
    guard datasets.count > 1 else { return }
    try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: window.pixelCount) { other in
      guard let start = other.baseAddress else { return }
      for dataset in datasets.dropFirst() {
        try readMask(dataset, window, start, rowStride: window.width)
        for row in 0..<window.height {
          for column in 0..<window.width where start[row * window.width + column] == 0 {
            mask[row * rowStride + column] = 0
          }
        }
      }
    }
  }

  private func check(_ window: PixelWindow) {
    precondition(PixelWindow(mosaic.size).contains(window), "the window leaves the mosaic")
  }

  /// Reads planes of one file.
  private func read(
    _ file: Int, _ window: PixelWindow, _ bands: [Int], _ samples: UnsafeMutableRawPointer,
    rowStride: Int, planeStride: Int
  ) throws(MosaicError) {
    if let reader = plain[file],
      reader.read(window, bands: bands, into: samples, rowStride: rowStride, planeStride: planeStride)
    {
      readCounts.plain += 1
      return
    }
    readCounts.gdal += 1
    try readWithGDAL(
      datasets[file], window, bands, samples, rowStride: rowStride, planeStride: planeStride)
  }

  /// Reads planes of one dataset (`GDALDatasetRasterIOEx`).
  private func readWithGDAL(
    _ dataset: RasterDataset, _ window: PixelWindow, _ bands: [Int],
    _ samples: UnsafeMutableRawPointer, rowStride: Int, planeStride: Int
  ) throws(MosaicError) {
    let type = mosaic.sampleType
    let (status, messages) = GDALLibrary.collecting {
      var extra = furrow_raster_io_extra()
      var map = bands.map(Int32.init)
      return GDALDatasetRasterIOEx(
        dataset.handle, GF_Read, Int32(window.columns.lowerBound), Int32(window.rows.lowerBound),
        Int32(window.width), Int32(window.height), samples, Int32(window.width), Int32(window.height),
        type.gdalType, Int32(map.count), &map, GSpacing(type.byteCount), GSpacing(rowStride),
        GSpacing(planeStride), &extra)
    }
    guard status == CE_None else { throw unreadable(dataset, window, messages) }
  }

  /// Reads the mask of one dataset's first band (`GDALGetMaskBand`).
  private func readMask(
    _ dataset: RasterDataset, _ window: PixelWindow, _ mask: UnsafeMutablePointer<UInt8>, rowStride: Int
  ) throws {
    let band = try dataset.band(1)
    let (status, messages) = GDALLibrary.collecting { () -> CPLErr in
      guard let maskBand = GDALGetMaskBand(band) else { return CE_Failure }
      var extra = furrow_raster_io_extra()
      return GDALRasterIOEx(
        maskBand, GF_Read, Int32(window.columns.lowerBound), Int32(window.rows.lowerBound),
        Int32(window.width), Int32(window.height), mask, Int32(window.width), Int32(window.height),
        GDT_Byte, 1, GSpacing(rowStride), &extra)
    }
    guard status == CE_None else { throw unreadable(dataset, window, messages) }
  }

  private func unreadable(
    _ dataset: RasterDataset, _ window: PixelWindow, _ messages: LibraryMessages
  ) -> MosaicError {
    .unreadable(file: dataset.name, window: window, reason: messages.errors.first ?? messages.reason)
  }
}

@available(*, unavailable, message: "GDAL allows one thread at a time on a dataset")
extension MosaicReader: Sendable {}

extension SampleType {
  /// GDAL's name of the type.
  var gdalType: GDALDataType {
    switch self {
    case .uint8: GDT_Byte
    case .uint16: GDT_UInt16
    case .int16: GDT_Int16
    case .float32: GDT_Float32
    }
  }
}
