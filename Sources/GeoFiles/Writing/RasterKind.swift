public import Pixels

/// What the samples of a raster that Furrow writes mean.
public enum RasterKind: Hashable, Sendable {
  /// Class codes, one byte each, 255 for nodata, drawn in the legend's colours.
  case mask(Legend)
  /// Confidence in percent, one byte each, 0 to 100, 255 for nodata.
  case confidence
  /// An index or another measure by name, `Float`, NaN for nodata.
  case index(name: String)

  /// The bytes of one sample.
  public var sampleBytes: Int { codec.sampleBytes }
}

extension RasterKind {
  /// How tiles are stored.
  var codec: TileCodec {
    if case .index = self { TileCodec(isFloat: true) } else { TileCodec(isFloat: false) }
  }

  /// How overviews are made.
  var halving: Halving {
    switch self {
    case .mask: .mode
    case .confidence: .meanOfCodes
    case .index: .meanOfFloats
    }
  }

  /// The tags that describe the samples, for every resolution alike.
  ///
  /// Source: TIFF 6.0; `GDAL_NODATA` (42113) of GDAL's GTiff driver.
  var sampleTags: [TIFFTag] {
    [
      .shorts(258, [8 * sampleBytes]),
      .shorts(259, [codec.compressionTag]),
      .shorts(262, [colorMap == nil ? 1 : 3]),
      .shorts(277, [1]),
      .shorts(284, [1]),
      .shorts(317, [codec.isFloat ? 3 : 1]),
      .shorts(339, [codec.isFloat ? 3 : 1]),
      .text(42113, codec.isFloat ? "nan" : "255"),
    ] + (colorMap.map { [.shorts(320, $0)] } ?? [])
  }

  /// The names of the band and its unit as `GDAL_METADATA` (42112).
  ///
  /// GDAL escapes such text twice and undoes it twice.
  var metadataTag: TIFFTag {
    let unit =
      if case .confidence = self {
        "  <Item name=\"UNITTYPE\" sample=\"0\" role=\"unittype\">%</Item>\n"
      } else { "" }
    return .text(
      42112,
      """
      <GDALMetadata>
        <Item name="DESCRIPTION" sample="0" role="description">\(XML.escaped(XML.escaped(name)))</Item>
      \(unit)</GDALMetadata>

      """)
  }

  /// 256 reds, then greens, then blues, each 0 to 65535; codes without a class
  /// are black.
  private var colorMap: [Int]? {
    guard case .mask(let legend) = self else { return nil }
    var map = [Int](repeating: 0, count: 768)
    for entry in legend.entries {
      let code = Int(entry.code)
      map[code] = Int(entry.color.red) * 257
      map[256 + code] = Int(entry.color.green) * 257
      map[512 + code] = Int(entry.color.blue) * 257
    }
    return map
  }
}
