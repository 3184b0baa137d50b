import CGDAL
import CKernels
import Grid
import Pixels

/// Reads windows of a plain local TIFF straight into planes: a block is
/// inflated into one buffer, and one loop undoes the predictor and takes the
/// wanted bands, rows and columns apart.
final class PlainReader {
  private let blocks: PlainBlocks
  private let nodata: [Double]
  private let kept: KeptBlocks
  private let planes: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>
  private let scratch: UnsafeMutableRawPointer

  private var layout: PlainLayout { blocks.layout }

  /// Opens the file that a dataset is of; `nil` where GDAL has to read it.
  init?(_ input: InputFile, of dataset: RasterDataset, sampleType: SampleType, policy: OpeningPolicy) {
    guard let blocks = PlainBlocks(input, of: dataset, sampleType: sampleType, policy: policy),
      let nodata = try? dataset.fillValues()
    else { return nil }
    self.blocks = blocks
    self.nodata = nodata
    kept = KeptBlocks(blockBytes: blocks.layout.blockBytes + PlainBlocks.margin)
    planes = .allocate(capacity: blocks.layout.bandCount)
    scratch = .allocate(byteCount: 2 * blocks.layout.rowBytes + 2 * PlainBlocks.margin, alignment: 64)
  }

  deinit {
    planes.deallocate()
    scratch.deallocate()
  }

  /// Reads as `TileReader.read` does; false where GDAL has to read the window
  /// instead. Then the planes may hold anything.
  func read(
    _ window: PixelWindow, bands: [Int], into samples: UnsafeMutableRawPointer, rowStride: Int,
    planeStride: Int
  ) -> Bool {
    guard Set(bands).count == bands.count else { return false }
    let target = Planes(
      window: window, bands: bands, samples: samples, rowStride: rowStride, planeStride: planeStride)
    let (block, columns, rows) = (layout.block, window.columns, window.rows)
    for row in rows.lowerBound / block.height...(rows.upperBound - 1) / block.height {
      for column in columns.lowerBound / block.width...(columns.upperBound - 1) / block.width {
        if layout.isInterleaved {
          guard read(column: column, row: row, bands, into: target) else { return false }
        } else {
          for band in bands {
            guard read(column: column, row: row, [band], into: target) else { return false }
          }
        }
      }
    }
    return true
  }

  /// Reads what the window wants of one block.
  private func read(column: Int, row: Int, _ bands: [Int], into target: Planes) -> Bool {
    let stored = layout.window(column: column, row: row)
    let wanted = stored.intersection(target.window)
    let index = layout.index(column: column, row: row, band: bands[0] - 1)
    let (buffer, isDecoded) = wanted == stored ? (kept.passing, false) : kept.place(of: index)
    if !isDecoded {
      switch blocks.decode(index, rows: layout.storedRows(ofRow: row), into: buffer) {
      case .decoded: break
      case .missing:
        kept.forget(index)
        fill(wanted, bands, of: target)
        return true
      case .unreadable:
        kept.forget(index)
        return false
      }
    }
    unpack(buffer, of: stored, wanted, bands, into: target)
    return true
  }

  private func unpack(
    _ buffer: UnsafeMutableRawPointer, of stored: PixelWindow, _ wanted: PixelWindow, _ bands: [Int],
    into target: Planes
  ) {
    let count = layout.samplesOfPixel
    for sample in 0..<count { planes[sample] = nil }
    for band in bands {
      planes[count == 1 ? 0 : band - 1] = target.address(band: band, of: wanted, layout.sampleType)
        .assumingMemoryBound(to: UInt8.self)
    }
    let first = buffer + (wanted.rows.lowerBound - stored.rows.lowerBound) * layout.rowBytes
    var block = furrow_block(
      rows: UnsafePointer(first.assumingMemoryBound(to: UInt8.self)), row_bytes: layout.rowBytes,
      row_count: wanted.height, width: layout.block.width,
      first_column: wanted.columns.lowerBound - stored.columns.lowerBound,
      end_column: wanted.columns.upperBound - stored.columns.lowerBound, sample_count: count,
      sample_bytes: layout.sampleType.byteCount, predictor: Int32(layout.predictor))
    furrow_unpack_samples(&block, planes, target.rowStride, scratch.assumingMemoryBound(to: UInt8.self))
  }

  /// What GDAL gives for a block that the file leaves out: nodata, else 0.
  private func fill(_ wanted: PixelWindow, _ bands: [Int], of target: Planes) {
    let type = layout.sampleType
    for band in bands {
      let start = target.address(band: band, of: wanted, type)
      for row in 0..<wanted.height {
        GDALCopyWords64(
          [nodata[band - 1]], GDT_Float64, 0, start + row * target.rowStride, type.gdalType,
          Int32(type.byteCount), GPtrDiff_t(wanted.width))
      }
    }
  }
}

@available(*, unavailable, message: "libtiff allows one thread at a time on a file")
extension PlainReader: Sendable {}

/// Where the bands of a window go.
private struct Planes {
  let window: PixelWindow
  let bands: [Int]
  let samples: UnsafeMutableRawPointer
  let rowStride: Int
  let planeStride: Int

  /// The first sample of a band in a part of the window.
  func address(band: Int, of part: PixelWindow, _ type: SampleType) -> UnsafeMutableRawPointer {
    let plane = bands.firstIndex(of: band) ?? 0
    return samples + plane * planeStride
      + (part.rows.lowerBound - window.rows.lowerBound) * rowStride
      + (part.columns.lowerBound - window.columns.lowerBound) * type.byteCount
  }
}

extension RasterDataset {
  /// What each band has where the file leaves a block out
  /// (`GDALGetRasterNoDataValue`, else 0).
  fileprivate func fillValues() throws(GDALError) -> [Double] {
    var values: [Double] = []
    for number in 1...bandCount {
      var exists: Int32 = 0
      let value = GDALGetRasterNoDataValue(try band(number), &exists)
      values.append(exists != 0 && value != 0 ? value : 0)
    }
    return values
  }
}
