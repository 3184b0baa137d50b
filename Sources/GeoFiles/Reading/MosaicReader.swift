import CGDAL
import Grid
import Pixels

/// One worker's own datasets on a mosaic.
final class MosaicReader: TileReader {
  private let datasets: [RasterDataset]
  private let mosaic: MosaicDescription
  private let isOneFile: Bool

  /// Opens the mosaic's files again, under its own policy.
  init(_ file: MosaicFile) throws {
    mosaic = file.mosaic
    datasets = try file.locator.paths.map { path in
      try RasterDataset(InputFile(path, remoteAllowed: file.policy.allowsRemote), policy: file.policy)
    }
    if case .file = file.locator.content { isOneFile = true } else { isOneFile = false }
    for dataset in datasets where dataset.size != mosaic.size {
      throw MosaicError.disagreement(
        first: dataset.name, second: dataset.name,
        what: "its size changed from \(mosaic.size) to \(dataset.size) since it was opened")
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
      try read(
        datasets[0], window, bands.map(Int32.init), samples, rowStride: rowStride,
        planeStride: planeStride)
      return
    }
    for (plane, band) in bands.enumerated() {
      try read(
        datasets[band - 1], window, [1], samples + plane * planeStride, rowStride: rowStride,
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

  /// Reads planes of one dataset (`GDALDatasetRasterIOEx`).
  private func read(
    _ dataset: RasterDataset, _ window: PixelWindow, _ bands: [Int32],
    _ samples: UnsafeMutableRawPointer, rowStride: Int, planeStride: Int
  ) throws(MosaicError) {
    let type = mosaic.sampleType
    let (status, messages) = GDALLibrary.collecting {
      var extra = furrow_raster_io_extra()
      var map = bands
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
