import CDeflate
import CTIFF
import Foundation
import Grid
import Pixels

/// The tiles or strips of a plain local TIFF, decoded one at a time.
///
/// Nothing here throws or prints: whatever is wrong with a block, the caller
/// asks GDAL, whose word is the one that users know.
final class PlainBlocks {
  let layout: PlainLayout
  private let file: OpaquePointer
  private let descriptor: Int32
  private let byteCount: UInt64
  private let decompressor: OpaquePointer
  private var stored = UnsafeMutableRawBufferPointer(start: nil, count: 0)

  /// Bytes after a decoded block that may be read, as the kernels do.
  static let margin = 64
  /// The most bytes of a decoded block; larger ones are GDAL's, which keeps them.
  private static let maximumBlockBytes = 32 << 20

  /// What the file holds of a block.
  enum Content {
    /// Its pixels, decoded.
    case decoded
    /// Nothing: it was left out.
    case missing
    /// Something that cannot be decoded here.
    case unreadable
  }

  /// Opens the file that a dataset is of; `nil` where GDAL has to read it.
  init?(_ input: InputFile, of dataset: RasterDataset, sampleType: SampleType, policy: OpeningPolicy) {
    guard !input.isRemote, let block = try? dataset.blockSize(),
      let decompressor = libdeflate_alloc_decompressor()
    else { return nil }
    let descriptor = open(input.path, O_RDONLY | O_CLOEXEC)
    let limit = min(policy.maximumBlockBytes, Self.maximumBlockBytes)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0,
      let file = furrow_tiff_open(descriptor, input.path, tmsize_t(4 * Self.maximumBlockBytes))
    else {
      if descriptor >= 0 { close(descriptor) }
      libdeflate_free_decompressor(decompressor)
      return nil
    }
    guard
      let layout = PlainLayout(
        file, size: dataset.size, block: block, bandCount: dataset.bandCount, sampleType: sampleType,
        maximumBlockBytes: limit)
    else {
      TIFFClose(file)
      libdeflate_free_decompressor(decompressor)
      return nil
    }
    (self.layout, self.file, self.descriptor, self.decompressor) = (layout, file, descriptor, decompressor)
    byteCount = UInt64(clamping: status.st_size)
  }

  deinit {
    stored.deallocate()
    TIFFClose(file)
    libdeflate_free_decompressor(decompressor)
  }

  /// Decodes a block whose first `rows` rows are stored.
  ///
  /// - Parameter target: Room for `layout.blockBytes` and the margin.
  func decode(_ index: UInt32, rows: Int, into target: UnsafeMutableRawPointer) -> Content {
    var (offsetFailed, countFailed): (Int32, Int32) = (0, 0)
    let count = TIFFGetStrileByteCountWithErr(file, index, &countFailed)
    guard countFailed == 0 else { return .unreadable }
    guard count > 0 else { return .missing }
    let offset = TIFFGetStrileOffsetWithErr(file, index, &offsetFailed)
    let limit = UInt64(2 * layout.blockBytes + 1 << 16)
    guard offsetFailed == 0, offset > 0, offset < byteCount, count <= byteCount - offset, count <= limit
    else { return .unreadable }
    let wanted = rows * layout.rowBytes
    let isDecoded =
      switch layout.codec {
      case .deflate: inflate(offset: Int(offset), count: Int(count), wanted, into: target)
      case .libtiff: decodeByLibrary(index, wanted, into: target)
      }
    return isDecoded ? .decoded : .unreadable
  }

  private func inflate(
    offset: Int, count: Int, _ wanted: Int, into target: UnsafeMutableRawPointer
  ) -> Bool {
    if stored.count < count {
      stored.deallocate()
      stored = .allocate(byteCount: count + count / 4, alignment: 64)
    }
    guard let bytes = stored.baseAddress, fetch(offset: offset, count: count, into: bytes) else {
      return false
    }
    // Without a place for the true count, any count but `wanted` is an error.
    return libdeflate_zlib_decompress(decompressor, bytes, count, target, wanted, nil)
      == LIBDEFLATE_SUCCESS
  }

  private func fetch(offset: Int, count: Int, into target: UnsafeMutableRawPointer) -> Bool {
    var done = 0
    while done < count {
      let step = pread(descriptor, target + done, count - done, offset + done)
      if step < 0, errno == EINTR { continue }
      guard step > 0 else { return false }
      done += step
    }
    return true
  }

  private func decodeByLibrary(
    _ index: UInt32, _ wanted: Int, into target: UnsafeMutableRawPointer
  ) -> Bool {
    let wanted = tmsize_t(wanted)
    let got =
      layout.isTiled
      ? TIFFReadEncodedTile(file, index, target, wanted) : TIFFReadEncodedStrip(file, index, target, wanted)
    return got == wanted
  }
}

@available(*, unavailable, message: "libtiff allows one thread at a time on a file")
extension PlainBlocks: Sendable {}
