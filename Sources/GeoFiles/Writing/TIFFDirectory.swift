/// A TIFF directory and the values that do not fit into its entries.
///
/// Source: TIFF 6.0, section 2, and the BigTIFF design.
struct TIFFDirectory {
  /// The tags by ascending number.
  let tags: [TIFFTag]
  /// True for BigTIFF's wider counts and offsets.
  let isBig: Bool

  /// Makes a directory from tags in any order.
  init(tags: [TIFFTag], isBig: Bool) {
    self.tags = tags.sorted { $0.number < $1.number }
    self.isBig = isBig
  }

  private var offsetBytes: Int { isBig ? 8 : 4 }
  private var countBytes: Int { isBig ? 8 : 2 }
  private var entryBytes: Int { isBig ? 20 : 12 }

  /// The bytes of the entries alone, without the values stored behind them.
  private var tableBytes: Int { countBytes + tags.count * entryBytes + offsetBytes }

  /// The bytes of the directory with all of its values; even.
  var byteCount: Int { tableBytes + valuesBehind.reduce(0) { $0 + $1.bytes.count.roundedUpToEven } }

  /// The tags whose values do not fit into their entries.
  private var valuesBehind: [TIFFTag] { tags.filter { $0.bytes.count > offsetBytes } }

  /// The directory's bytes when it starts at `offset`.
  ///
  /// - Parameter next: Where the next directory starts; 0 where there is none.
  func encoded(at offset: Int, next: Int) -> [UInt8] {
    var bytes: [UInt8] = isBig ? UInt64(tags.count).littleEndianBytes : UInt16(tags.count).littleEndianBytes
    bytes.reserveCapacity(byteCount)
    var place = offset + tableBytes
    for tag in tags {
      bytes += tag.number.littleEndianBytes + tag.type.rawValue.littleEndianBytes
      bytes += encoded(tag.count)
      if tag.bytes.count <= offsetBytes {
        bytes += tag.bytes + [UInt8](repeating: 0, count: offsetBytes - tag.bytes.count)
      } else {
        bytes += encoded(place)
        place += tag.bytes.count.roundedUpToEven
      }
    }
    bytes += encoded(next)
    for tag in valuesBehind {
      bytes += tag.bytes
      if !tag.bytes.count.isMultiple(of: 2) { bytes.append(0) }
    }
    return bytes
  }

  private func encoded(_ number: Int) -> [UInt8] {
    isBig ? UInt64(number).littleEndianBytes : UInt32(number).littleEndianBytes
  }
}

extension Int {
  /// This number, or the next where it is odd.
  var roundedUpToEven: Int { self + (self & 1) }
}
