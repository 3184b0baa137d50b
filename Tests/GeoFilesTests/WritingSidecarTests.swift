import Foundation
import FoundationXML
import Grid
import Pixels
import TestSupport
import Testing

@testable import GeoFiles

@Suite struct WritingSidecarTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  func writeMask(_ legend: Legend) throws {
    let transform = GeoTransform(originX: 0, columnX: 1, rowX: 0, originY: 9, columnY: 0, rowY: -1)
    let writer = try CloudOptimizedWriter(
      path: folder["mask.tif"], size: PixelSize(width: 2, height: 2), transform: transform,
      crsWKT: "EPSG:32632", kind: .mask(legend))
    try writer.append([0, 1, 2, 255] as [UInt8])
    try writer.finish()
    try MaskSidecars.write(legend, beside: folder["mask.tif"])
  }

  @Test func `GDAL sees every name and still the palette`() throws {
    let legend = try Legend.sample
    try writeMask(legend)
    #expect(folder.names == ["mask.qml", "mask.tif", "mask.tif.aux.xml"])
    let bands = try #require(try Tool.info(folder["mask.tif"])["bands"] as? [[String: Any]])
    let text = String(decoding: try Tool.run("gdalinfo", [folder["mask.tif"]]), as: UTF8.self)
    for entry in legend.entries { #expect(text.contains("\(entry.code): \(entry.name)\n")) }
    #expect(text.contains("<FieldDefn index=\"1\">"))
    #expect(text.contains("Description = class"))
    let table = try #require(bands[0]["colorTable"] as? [String: Any])
    let colors = try #require(table["entries"] as? [[Int]])
    #expect(colors[1] == [1, 200, 254, 255])
    #expect(colors[255][3] == 0)
  }

  @Test func `the attribute table holds a row for each class`() throws {
    let legend = try Legend.sample
    let root = try XMLDocument(xmlString: MaskSidecars.auxiliaryMetadata(of: legend))
    let rows = try root.nodes(forXPath: "//GDALRasterAttributeTable/Row")
    let cells = rows.map { row in (row.children ?? []).map { $0.stringValue ?? "" } }
    #expect(
      cells
        == legend.entries.map {
          [
            "\($0.code)", $0.name, "\($0.color.red)", "\($0.color.green)", "\($0.color.blue)",
            $0.kind.rawValue, $0.group.rawValue,
          ]
        })
  }

  @Test func `the style has exactly the named classes`() throws {
    let legend = try Legend.sample
    let root = try XMLDocument(xmlString: MaskSidecars.style(of: legend))
    let entries = try root.nodes(
      forXPath: "/qgis/pipe/rasterrenderer[@type='paletted']/colorPalette/paletteEntry")
    let read = entries.compactMap { $0 as? XMLElement }.map { element in
      ["value", "color", "label"].map { element.attribute(forName: $0)?.stringValue ?? "" }
    }
    #expect(read == legend.entries.map { ["\($0.code)", $0.color.hex, $0.name] })
  }

  @Test func `text that XML cannot hold is replaced`() {
    #expect(XML.escaped("a\u{1}b\t<&>\"'é") == "a\u{FFFD}b&#9;&lt;&amp;&gt;&quot;&apos;é")
  }
}

@Suite struct WritingPNGTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  @Test(arguments: [(1, 1), (17, 5), (256, 256), (3, 400)], [PNGEncoder.Channels.rgb, .rgba])
  func `an image decodes to its pixels`(size: (width: Int, height: Int), channels: PNGEncoder.Channels) throws
  {
    var random = SeededGenerator(seed: size.width)
    let size = PixelSize(width: size.width, height: size.height)
    // Half noise, half a gradient that repeats from row to row.
    let pixels = (0..<size.pixelCount * channels.rawValue).map { index in
      index / channels.rawValue / size.width < size.height / 2
        ? UInt8.random(in: 0...255, using: &random)
        : UInt8(truncatingIfNeeded: index % (size.width * channels.rawValue) * 37)
    }
    let image = try #require(
      pixels.withUnsafeBytes { PNGEncoder.encode($0, size: size, channels: channels) })
    try Data(image).write(to: URL(fileURLWithPath: folder["image.png"]))
    let planes = try Tool.samples(folder["image.png"], as: UInt8.self, count: pixels.count)
    let expected = (0..<channels.rawValue).flatMap { channel in
      stride(from: channel, to: pixels.count, by: channels.rawValue).map { pixels[$0] }
    }
    #expect(planes.firstDifference(from: expected) == nil)
    let info = try Tool.info(folder["image.png"])
    #expect((info["bands"] as? [Any])?.count == channels.rawValue)
  }
}
