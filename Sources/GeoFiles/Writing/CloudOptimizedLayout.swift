internal import Grid

/// Where everything lies in a cloud-optimised GeoTIFF.
///
/// Header, structural metadata, directories from fine to coarse, then the
/// tiles of the coarsest overview first and the full resolution last.
///
/// Source: the layout that GDAL's COG driver documents.
struct CloudOptimizedLayout {
  /// One resolution.
  struct Level {
    /// Its width and height.
    var size: PixelSize
    /// The bytes of each tile's payload, in raster order.
    var byteCounts: [Int]
    /// The tags besides the size, tiling and place of the tiles.
    var tags: [TIFFTag]

    /// The bytes of all tiles with leaders and trailers.
    var dataBytes: Int { byteCounts.reduce(0) { $0 + $1 + 8 } }

    /// Where each payload lies when the first tile's leader lies at `start`.
    func tileOffsets(from start: Int) -> [Int] {
      var place = start
      return byteCounts.map { count in
        defer { place += count + 8 }
        return place + 4
      }
    }
  }

  private let levels: [Level]
  private let isBig: Bool

  /// Lays a file out, as BigTIFF where it would pass 4 GiB or where asked.
  ///
  /// - Parameter levels: From fine to coarse.
  init(levels: [Level], forcesBigTIFF: Bool = false) {
    self.levels = levels
    let classic = Self.headBytes(levels, isBig: false) + levels.reduce(0) { $0 + $1.dataBytes }
    isBig = forcesBigTIFF || classic > Int(UInt32.max)
  }

  /// Everything before the first tile.
  var head: [UInt8] {
    let starts = Self.directoryStarts(levels, isBig: isBig)
    let dataStarts = dataStarts
    var bytes = Self.preamble(isBig: isBig, firstDirectory: starts[0])
    for (index, level) in levels.enumerated() {
      let next = index + 1 < levels.count ? starts[index + 1] : 0
      let offsets = level.tileOffsets(from: dataStarts[index])
      bytes += Self.directory(level, tileOffsets: offsets, isOverview: index > 0, isBig: isBig)
        .encoded(at: starts[index], next: next)
    }
    return bytes
  }

  /// The offset of each level's first tile leader.
  private var dataStarts: [Int] {
    var place = Self.headBytes(levels, isBig: isBig)
    var starts = [Int](repeating: 0, count: levels.count)
    for index in levels.indices.reversed() {
      starts[index] = place
      place += levels[index].dataBytes
    }
    return starts
  }

  private static func headBytes(_ levels: [Level], isBig: Bool) -> Int {
    directoryStarts(levels, isBig: isBig)[levels.count]
  }

  /// The offset of each directory, and of the end of the last.
  private static func directoryStarts(_ levels: [Level], isBig: Bool) -> [Int] {
    var starts = [preamble(isBig: isBig, firstDirectory: 0).count]
    for level in levels {
      let offsets = [Int](repeating: 0, count: level.byteCounts.count)
      let directory = directory(level, tileOffsets: offsets, isOverview: false, isBig: isBig)
      starts.append((starts.last ?? 0) + directory.byteCount)
    }
    return starts
  }

  /// The TIFF header and what GDAL may rely on when it reads the tiles.
  private static func preamble(isBig: Bool, firstDirectory: Int) -> [UInt8] {
    let header: [UInt8] =
      isBig
      ? [0x49, 0x49, 43, 0, 8, 0, 0, 0] + UInt64(firstDirectory).littleEndianBytes
      : [0x49, 0x49, 42, 0] + UInt32(firstDirectory).littleEndianBytes
    let bytes = header + Array(structuralMetadata.utf8)
    return bytes.count.isMultiple(of: 2) ? bytes : bytes + [0]
  }

  private static var structuralMetadata: String {
    // The blank at the end leaves room for an editor that sets the last line to YES.
    let promises =
      "LAYOUT=IFDS_BEFORE_DATA\nBLOCK_ORDER=ROW_MAJOR\nBLOCK_LEADER=SIZE_AS_UINT4\n"
      + "BLOCK_TRAILER=LAST_4_BYTES_REPEATED\nKNOWN_INCOMPATIBLE_EDITION=NO\n "
    let size = String(promises.utf8.count)
    let digits = String(repeating: "0", count: 6 - size.count) + size
    return "GDAL_STRUCTURAL_METADATA_SIZE=\(digits) bytes\n" + promises
  }

  private static func directory(
    _ level: Level, tileOffsets: [Int], isOverview: Bool, isBig: Bool
  ) -> TIFFDirectory {
    let structure: [TIFFTag] = [
      .longs(254, [isOverview ? 1 : 0]),
      .longs(256, [level.size.width]),
      .longs(257, [level.size.height]),
      .shorts(322, [TileCodec.side]),
      .shorts(323, [TileCodec.side]),
      .offsets(324, tileOffsets, isBig: isBig),
      .longs(325, level.byteCounts),
    ]
    return TIFFDirectory(tags: structure + level.tags, isBig: isBig)
  }
}
