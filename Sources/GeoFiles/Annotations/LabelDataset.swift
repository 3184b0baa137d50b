import CGDAL
import Grid
import Pixels

/// An open label raster: a GeoTIFF or a PNG.
final class LabelDataset {
  let raster: RasterDataset

  /// Checks the name, the first bytes and the size, and opens the raster.
  init(_ path: String, policy: OpeningPolicy) throws {
    let file = try InputFile(path, remoteAllowed: false)
    let raw = try VirtualFile(file)
    let signature = FileSignature(raw.bytes(at: 0, count: 16))
    switch signature {
    case .tiff: _ = try TIFFDirectories(raw)
    case .other("a PNG image"): break
    default:
      throw InputFileError.wrongFormat(
        file: path, wanted: "a TIFF or PNG image", found: signature.name)
    }
    raster = try RasterDataset(file, policy: policy, sidecars: RasterDataset.sidecars + [".pgw", ".pngw"])
    try raster.checkCounts(policy)
  }
}

/// How a label raster stores its classes.
enum LabelLayout: Sendable {
  /// One band of whole numbers that fit into 32 bits.
  case integers(nodata: Double?)
  /// One band of any numbers.
  case numbers(nodata: Double?)
  /// Bytes of red, green and blue; the last band is alpha where there is one.
  case colors(alpha: Int32?)
  /// One band of bytes that stand for colours; those that are transparent
  /// have none.
  case palette([Legend.Color?])

  /// Chooses by bands and by how classes are told.
  init(_ raster: RasterDataset, values: LabelValues) throws {
    func fails(_ problem: String) -> AnnotationFileError {
      AnnotationFileError(file: raster.name, problem: problem)
    }
    let type = GDALGetRasterDataType(try raster.band(1))
    guard values.isByColor else {
      guard raster.bandCount == 1 else {
        throw fails("it has \(raster.bandCount) bands; give its classes by colour, as in \"#00ff00\"")
      }
      var exists: Int32 = 0
      let nodata = GDALGetRasterNoDataValue(try raster.band(1), &exists)
      let known: Double? = exists != 0 ? nodata : nil
      let fits = [GDT_Byte, GDT_UInt16, GDT_Int16, GDT_Int32].contains(type)
      self = fits ? .integers(nodata: known) : .numbers(nodata: known)
      return
    }
    guard type == GDT_Byte else {
      throw fails("its classes are given by colour, but it has no 8-bit samples")
    }
    if raster.bandCount == 1 {
      guard let colors = Self.palette(of: try raster.band(1)) else {
        throw fails("its classes are given by colour, but it has one band without a palette")
      }
      self = .palette(colors)
    } else {
      guard raster.bandCount == 3 || raster.bandCount == 4 else {
        throw fails("its classes are given by colour, but it has \(raster.bandCount) bands")
      }
      self = .colors(alpha: raster.bandCount == 4 ? 4 : nil)
    }
  }

  private static func palette(of band: GDALRasterBandH) -> [Legend.Color?]? {
    guard let table = GDALGetRasterColorTable(band) else { return nil }
    return (0..<256).map { index in
      var entry = GDALColorEntry()
      guard index < GDALGetColorEntryCount(table), GDALGetColorEntryAsRGB(table, Int32(index), &entry) != 0,
        entry.c4 != 0
      else { return nil }
      return Legend.Color(
        red: UInt8(truncatingIfNeeded: entry.c1), green: UInt8(truncatingIfNeeded: entry.c2),
        blue: UInt8(truncatingIfNeeded: entry.c3))
    }
  }
}
