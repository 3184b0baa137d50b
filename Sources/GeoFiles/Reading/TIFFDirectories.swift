/// The chain of directories of a TIFF file, walked without libtiff.
///
/// The walk is cheap and bounded: a chain that returns to itself, leaves the
/// file or does not end is refused before GDAL opens the file.
struct TIFFDirectories {
  /// More directories than any mosaic with overviews and masks has.
  static let limit = 4096
  /// More entries than all of them have; directories may lie over one another.
  static let entryLimit = 1 << 20

  /// True where offsets have 64 bits.
  var isBigTIFF: Bool
  /// The number of directories: pages, overviews and masks.
  var count = 0
  /// Directories that are neither reduced copies nor masks.
  var pageCount = 0

  private let isLittleEndian: Bool
  private var entryCount = 0

  /// Walks the chain.
  init(_ file: borrowing VirtualFile) throws {
    let head = file.bytes(at: 0, count: 16)
    let signature = FileSignature(head)
    guard case .tiff(let isBig, let isLittleEndian) = signature else {
      throw InputFileError.wrongFormat(file: file.name, wanted: "a TIFF image", found: signature.name)
    }
    isBigTIFF = isBig
    self.isLittleEndian = isLittleEndian
    var next = isBig ? number(head, at: 8, size: 8) : number(head, at: 4, size: 4)
    var visited = Set<UInt64>()
    repeat {
      guard visited.insert(next).inserted else {
        throw MosaicError.loopingDirectories(file: file.name, offset: next)
      }
      guard visited.count <= Self.limit else {
        throw MosaicError.tooManyDirectories(file: file.name, limit: Self.limit)
      }
      next = try walk(file, directory: next)
    } while next != 0
  }

  /// Reads one directory and gives the offset of the next, 0 at the end.
  private mutating func walk(_ file: borrowing VirtualFile, directory: UInt64) throws -> UInt64 {
    let (countSize, entrySize, offsetSize) = isBigTIFF ? (8, 20, 8) : (2, 12, 4)
    let entries = number(file.bytes(at: directory, count: countSize), at: 0, size: countSize)
    let start = directory &+ UInt64(countSize)
    guard entries > 0, entries <= 65_535, start > directory else { throw cut(file, directory) }
    entryCount += Int(entries)
    guard entryCount <= Self.entryLimit else {
      throw MosaicError.tooManyEntries(file: file.name, limit: Self.entryLimit)
    }
    let size = Int(entries) * entrySize
    let bytes = file.bytes(at: start, count: size + offsetSize)
    guard bytes.count == size + offsetSize else { throw cut(file, directory) }
    var kind: UInt64 = 0
    for entry in stride(from: 0, to: size, by: entrySize) {
      let value = self.value(bytes, entry: entry)
      switch number(bytes, at: entry, size: 2) {
      case 254: kind = value
      case 256, 257:
        if value == 0 { throw MosaicError.emptyRaster(file: file.name) }
      default: break
      }
    }
    count += 1
    if kind & 5 == 0 { pageCount += 1 }
    return number(bytes, at: size, size: offsetSize)
  }

  /// The first value of an entry of type SHORT, LONG or LONG8; else 1.
  private func value(_ bytes: [UInt8], entry: Int) -> UInt64 {
    let field = entry + (isBigTIFF ? 12 : 8)
    switch number(bytes, at: entry + 2, size: 2) {
    case 3: return number(bytes, at: field, size: 2)
    case 4: return number(bytes, at: field, size: 4)
    case 16 where isBigTIFF: return number(bytes, at: field, size: 8)
    default: return 1
    }
  }

  private func number(_ bytes: [UInt8], at offset: Int, size: Int) -> UInt64 {
    guard offset + size <= bytes.count else { return 0 }
    let field = bytes[offset..<offset + size]
    return isLittleEndian
      ? field.reversed().reduce(0) { $0 << 8 | UInt64($1) } : field.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func cut(_ file: borrowing VirtualFile, _ offset: UInt64) -> MosaicError {
    .directoryOutside(file: file.name, offset: offset, bytes: file.byteCount)
  }
}
