import Foundation
import Grid
import Pixels
import Testing

@testable import GeoFiles

@Suite
struct ReadingDescriptionTests {
  private let size = PixelSize(width: 40, height: 30)

  private func mosaic(
    _ folder: TemporaryFolder, _ arguments: [String], options: [String] = [], bands: Int = 1,
    crs: String? = nil
  ) throws -> MosaicFile {
    let raw = RawRaster(pattern: size, bands: bands, type: .uint8)
    let path = try raw.writeTIFF("a.tif", in: folder, options: options, arguments: arguments)
    return try MosaicFile.open(RasterLocator(path: path), crs: crs)
  }

  @Test func `the job's reference system serves only files without one`() throws {
    let folder = try TemporaryFolder()
    let place = ["-a_ullr", "500000", "5900000", "500004", "5899997"]
    let bare = try mosaic(folder, place)
    #expect(bare.crs == nil)
    #expect(bare.grid == nil)
    #expect(bare.warnings.contains("no reference system"))
    let given = try mosaic(folder, place, crs: "EPSG:32632")
    #expect(given.crs?.authorityCode == "EPSG:32632")
    #expect(!given.warnings.contains("no reference system"))
    let own = try mosaic(folder, place + ["-a_srs", "EPSG:32633"], crs: "EPSG:32632")
    #expect(own.crs?.authorityCode == "EPSG:32633")
    #expect(own.warnings.contains { $0.contains("EPSG:32632") && $0.contains("is ignored") })
    let same = try mosaic(folder, place + ["-a_srs", "EPSG:32632"], crs: "EPSG:32632")
    #expect(same.warnings.isEmpty)
  }

  @Test func `a file without a place says so`() throws {
    let folder = try TemporaryFolder()
    let file = try mosaic(folder, [])
    #expect(!file.isGeoreferenced)
    #expect(file.grid == nil)
    #expect(file.warnings == ["no reference system", "no georeference"])
  }

  @Test func `odd places and units are told`() throws {
    let folder = try TemporaryFolder()
    let up = try mosaic(
      folder, ["-a_srs", "EPSG:32632", "-a_ullr", "500000", "5899997", "500004", "5900000"])
    #expect(up.advice == ["north is not up"])
    #expect(up.transform.rowY > 0)
    let flat = try mosaic(
      folder, ["-a_srs", "EPSG:32632", "-a_ullr", "500000", "5900000", "500004", "5899999"])
    #expect(flat.advice.contains { $0.hasPrefix("pixels are not square: 0.1 by 0.03333") })
    let feet = try mosaic(
      folder, ["-a_srs", "EPSG:2263", "-a_ullr", "984000", "190000", "984004", "189997"])
    #expect(feet.advice == ["coordinates are in US survey foot, not in metres"])
    let degrees = try mosaic(folder, ["-a_srs", "EPSG:4326", "-a_ullr", "9", "0", "9.0004", "-0.0003"])
    #expect(degrees.advice == ["coordinates are in degrees, not in metres"])
    #expect(degrees.grid?.crs.kind == .geographic)
  }

  @Test func `a rotated transform is read and told`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: size, bands: 1, type: .uint8)
    let source = try raw.writeTIFF("s.tif", in: folder, arguments: [])
    try tool(
      "gdal_translate",
      ["-q", "-of", "GTiff", "-a_srs", "EPSG:32632", source, folder.file("plain.tif")])
    try folder.write("plain.tfw", text: "0.08\n0.06\n0.06\n-0.08\n500000.05\n5899999.95\n")
    let file = try MosaicFile.open(RasterLocator(path: folder.file("plain.tif")))
    #expect(file.transform.isRotated)
    #expect(abs(file.transform.pixelArea - 0.01) < 1e-9)
    #expect(file.advice == ["rows and columns do not run along the axes"])
    #expect(file.files.last == folder.file("plain.tfw"))
  }

  @Test func `a transform that is not a number or has no area is refused`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: size, bands: 1, type: .uint8)
    let path = try raw.writeTIFF("a.tif", in: folder, arguments: ["-a_srs", "EPSG:32632"])
    for world in ["nan\n0\n0\n-0.1\n500000\n5900000\n", "0.1\n0.1\n0.1\n0.1\n500000\n5900000\n"] {
      try folder.write("a.tfw", text: world)
      let message = thrown { _ = try MosaicFile.open(RasterLocator(path: path)) }
      #expect(message.contains("'\(path)'") && message.contains("not finite or has no area"), "\(world)")
    }
  }

  @Test func `band names, scales and wavelengths are read from the file alone`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: size, bands: 2, type: .uint8)
    let path = try raw.writeTIFF("a.tif", in: folder)
    try folder.write(
      "edit.vrt",
      text: """
        <VRTDataset rasterXSize="40" rasterYSize="30">
          <VRTRasterBand dataType="Byte" band="1"><Description>red</Description><Scale>0.5</Scale>
            <Offset>3</Offset><Metadata><MDI key="WAVELENGTH">0.668</MDI>
            <MDI key="WAVELENGTH_UNITS">Micrometers</MDI></Metadata>
            <SimpleSource><SourceFilename>\(path)</SourceFilename><SourceBand>1</SourceBand></SimpleSource>
          </VRTRasterBand>
          <VRTRasterBand dataType="Byte" band="2"><Description>NIR</Description>
            <Metadata><MDI key="CentralWavelength">840</MDI></Metadata>
            <SimpleSource><SourceFilename>\(path)</SourceFilename><SourceBand>2</SourceBand></SimpleSource>
          </VRTRasterBand>
        </VRTDataset>
        """)
    try tool(
      "gdal_translate",
      ["-q", "-mo", "TIFFTAG_DATETIME=2024:05:06 07:08:09", folder.file("edit.vrt"), folder.file("b.tif")])
    try folder.write("b.tif.aux.xml", text: "<PAMDataset><Metadata/></PAMDataset>")
    let file = try MosaicFile.open(RasterLocator(path: folder.file("b.tif")))
    #expect(file.mosaic.bands.map(\.name) == ["red", "NIR"])
    #expect(file.mosaic.bands.map(\.wavelengthNanometres) == [668, 840])
    #expect(file.mosaic.bands.map(\.scale) == [0.5, 1])
    #expect(file.mosaic.bands.map(\.offset) == [3, 0])
    #expect(file.dateTag == "2024:05:06 07:08:09")
    #expect(file.warnings.contains { $0.contains("b.tif.aux.xml") })
    #expect(file.files == [folder.file("b.tif")])
  }

  @Test(arguments: [
    ("840", "", 840.0), ("0.84", "", 840), ("840 nm", "", 840), ("0.84", "um", 840),
    ("560.5", "Nanometers", 560.5),
    ("11 um", "", 11_000),
  ])
  func `wavelengths are understood in nanometres and micrometres`(text: String, unit: String, value: Double)
    throws
  {
    let wavelength = try #require(Wavelength.nanometres(text, unit: unit))
    #expect(abs(wavelength - value) < 1e-9)
  }

  @Test func `an XMP packet names its bands one by one or in a list`() {
    let one = CameraMetadata(
      xmp:
        "<Camera:BandName>Red edge</Camera:BandName><Camera:CentralWavelength> 717 </Camera:CentralWavelength>"
    )
    #expect(one.band(1, of: 1) == ("Red edge", 717))
    let list = CameraMetadata(
      xmp: """
        <Camera:BandName><rdf:Seq><rdf:li>Red</rdf:li><rdf:li>NIR</rdf:li></rdf:Seq></Camera:BandName>
        <Camera:CentralWavelength><rdf:Seq><rdf:li>650</rdf:li><rdf:li>850</rdf:li></rdf:Seq></Camera:CentralWavelength>
        """)
    #expect(list.band(2, of: 2) == ("NIR", 850))
    #expect(list.band(1, of: 3) == (nil, nil))
    #expect(CameraMetadata(xmp: "").band(1, of: 1) == (nil, nil))
  }

  @Test func `pages beyond the first are told`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: size, bands: 1, type: .uint8)
    let path = try raw.writeTIFF("a.tif", in: folder)
    try raw.writeTIFF("b.tif", in: folder)
    try tool("gdal_translate", ["-q", "-co", "APPEND_SUBDATASET=YES", path, folder.file("b.tif")])
    let file = try MosaicFile.open(RasterLocator(path: folder.file("b.tif")))
    #expect(file.warnings.contains("the file holds 2 pages: only the first is read"))
  }

  @Test func `tiles that are not stored are told where they read as data`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(PixelSize(width: 64, height: 64), bands: 1, type: .uint8) { _, column, row in
      column < 32 && row < 32 ? 9 : 0
    }
    let options = ["TILED=YES", "BLOCKXSIZE=32", "BLOCKYSIZE=32", "SPARSE_OK=TRUE"]
    let path = try raw.writeTIFF("a.tif", in: folder, options: options)
    let file = try MosaicFile.open(RasterLocator(path: path))
    #expect(file.warnings == ["75.0 % of the mosaic is not stored and reads as 0, not as nodata"])
    #expect(try file.samples() == raw.bytes)
    let marked = try raw.writeTIFF(
      "b.tif", in: folder, options: options, arguments: RawRaster.standardPlace + ["-a_nodata", "0"])
    #expect(try MosaicFile.open(RasterLocator(path: marked)).warnings.isEmpty)
  }

  @Test func `nodata that cannot occur is told`() throws {
    let folder = try TemporaryFolder()
    let raw = RawRaster(pattern: size, bands: 1, type: .uint8)
    let path = try raw.writeTIFF(
      "a.tif", in: folder, arguments: RawRaster.standardPlace + ["-a_nodata", "123"])
    var bytes = try folder.bytes("a.tif")
    let place = try #require(
      bytes.indices.first { bytes[$0...].starts(with: [0x31, 0x32, 0x33, 0]) })
    bytes.replaceSubrange(place..<place + 3, with: [0x2D, 0x39, 0x39])
    try folder.write("a.tif", bytes)
    let file = try MosaicFile.open(RasterLocator(path: path))
    #expect(file.mosaic.bands[0].nodata == -99)
    #expect(file.warnings.contains("nodata -99.0 of band 1 cannot occur in samples of type uint8"))
  }
}
