import CTIFF
import Grid
import Pixels

/// How a TIFF stores the samples of its first image, where that is plain
/// enough to be decoded without GDAL.
///
/// Every number comes from the file and is believed only as far as it agrees
/// with what GDAL made of it.
struct PlainLayout {
  /// What undoes the compression.
  enum Codec {
    /// libdeflate, which leaves the predictor to be undone.
    case deflate
    /// libtiff, which undoes predictor and byte order too.
    case libtiff
  }

  /// The image, and its tiles or strips.
  let size: PixelSize
  let block: PixelSize
  let isTiled: Bool
  let sampleType: SampleType
  let bandCount: Int
  /// True where a block holds all bands, false where it holds one.
  let isInterleaved: Bool
  let codec: Codec
  /// What the codec leaves to be undone: 1 nothing, 2 differences, 3
  /// differences of the sorted bytes of floats.
  let predictor: Int

  /// Compressions that are undone without loss and without a choice of colours.
  private static let compressions = [
    COMPRESSION_NONE, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE, COMPRESSION_DEFLATE,
    COMPRESSION_PACKBITS, COMPRESSION_ZSTD,
  ]

  /// Reads the directory at hand; `nil` where anything in it is unusual.
  ///
  /// - Parameters:
  ///   - file: An open `TIFF`.
  ///   - maximumBlockBytes: The most bytes of a decoded block.
  init?(
    _ file: OpaquePointer, size: PixelSize, block: PixelSize, bandCount: Int, sampleType: SampleType,
    maximumBlockBytes: Int
  ) {
    func short(_ tag: Int32, _ otherwise: Int32 = 0) -> Int32 {
      Int32(furrow_tiff_short(file, UInt32(tag), UInt16(otherwise)))
    }
    func long(_ tag: Int32) -> Int { Int(furrow_tiff_long(file, UInt32(tag), 0)) }
    self.size = size
    self.block = block
    self.sampleType = sampleType
    self.bandCount = bandCount
    isTiled = TIFFIsTiled(file) != 0
    let compression = short(TIFFTAG_COMPRESSION)
    let planes = short(TIFFTAG_PLANARCONFIG)
    isInterleaved = planes == PLANARCONFIG_CONTIG
    let isDeflate = compression == COMPRESSION_ADOBE_DEFLATE || compression == COMPRESSION_DEFLATE
    codec = isDeflate && TIFFIsByteSwapped(file) == 0 ? .deflate : .libtiff
    predictor = codec == .deflate ? Int(short(TIFFTAG_PREDICTOR, 1)) : 1

    let blockSize =
      isTiled
      ? (long(TIFFTAG_TILEWIDTH), long(TIFFTAG_TILELENGTH))
      : (size.width, min(long(TIFFTAG_ROWSPERSTRIP), size.height))
    guard long(TIFFTAG_IMAGEWIDTH) == size.width, long(TIFFTAG_IMAGELENGTH) == size.height,
      size.width > 0, size.height > 0, blockSize == (block.width, block.height), block.width > 0,
      block.height > 0, bandCount > 0, short(TIFFTAG_SAMPLESPERPIXEL, 1) == bandCount,
      short(TIFFTAG_BITSPERSAMPLE, 1) == sampleType.byteCount * 8,
      short(TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT) == sampleType.tiffFormat,
      [PHOTOMETRIC_MINISBLACK, PHOTOMETRIC_RGB].contains(short(TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MASK)),
      isInterleaved || planes == PLANARCONFIG_SEPARATE,
      short(TIFFTAG_FILLORDER, FILLORDER_MSB2LSB) == FILLORDER_MSB2LSB,
      short(TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT) == ORIENTATION_TOPLEFT,
      Self.compressions.contains(compression), TIFFIsCODECConfigured(UInt16(compression)) != 0,
      (1...2).contains(predictor) || predictor == 3 && sampleType == .float32
    else { return nil }
    guard isSound(file, maximumBlockBytes: maximumBlockBytes) else { return nil }
  }

  /// True where a block is of bearable size, as libtiff sees it too, and the
  /// file has a block for each place.
  private func isSound(_ file: OpaquePointer, maximumBlockBytes: Int) -> Bool {
    let bytes = [block.height, samplesOfPixel, sampleType.byteCount].reduce(
      (block.width, false)
    ) { product, factor in
      let (result, overflow) = product.0.multipliedReportingOverflow(by: factor)
      return (result, product.1 || overflow)
    }
    let claimed = isTiled ? TIFFTileSize64(file) : TIFFStripSize64(file)
    let count = isTiled ? TIFFNumberOfTiles(file) : TIFFNumberOfStrips(file)
    let (places, overflow) = (columnCount * rowCount).multipliedReportingOverflow(
      by: isInterleaved ? 1 : bandCount)
    return !bytes.1 && bytes.0 <= maximumBlockBytes && UInt64(bytes.0) == claimed && !overflow
      && places == Int(count)
  }
}

extension PlainLayout {
  /// The samples of a pixel in one block.
  var samplesOfPixel: Int { isInterleaved ? bandCount : 1 }

  /// The bytes of a row of a block, and of a whole one.
  var rowBytes: Int { block.width * samplesOfPixel * sampleType.byteCount }
  var blockBytes: Int { rowBytes * block.height }

  /// The number of blocks beside and below each other.
  var columnCount: Int { (size.width + block.width - 1) / block.width }
  var rowCount: Int { (size.height + block.height - 1) / block.height }

  /// The place of a block in the file's table; bands count from 0.
  func index(column: Int, row: Int, band: Int) -> UInt32 {
    UInt32((isInterleaved ? 0 : band * columnCount * rowCount) + row * columnCount + column)
  }

  /// The rows that are stored of the blocks of a row: a last strip ends with
  /// the image, a tile does not.
  func storedRows(ofRow row: Int) -> Int {
    isTiled ? block.height : min(block.height, size.height - row * block.height)
  }

  /// The pixels of a block that lie within the image.
  func window(column: Int, row: Int) -> PixelWindow {
    let (left, top) = (column * block.width, row * block.height)
    return PixelWindow(
      columns: left..<min(left + block.width, size.width), rows: top..<min(top + block.height, size.height))
  }
}

extension SampleType {
  /// TIFF's number for the kind of sample.
  fileprivate var tiffFormat: Int32 {
    switch self {
    case .uint8, .uint16: SAMPLEFORMAT_UINT
    case .int16: SAMPLEFORMAT_INT
    case .float32: SAMPLEFORMAT_IEEEFP
    }
  }
}
