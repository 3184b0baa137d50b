import Foundation
import GeoFiles
import Pixels

/// A QGIS 3 layer style for rasters of values: colours from low to high, in
/// between by share.
struct ValueStyle {
  /// The value of the first colour and of the last.
  let range: ClosedRange<Double>
  /// What stands behind each value in the legend.
  let unit: String

  /// Confidence from 0 to 100 percent; an index between the values that leave
  /// out a fiftieth at either end. `nil` for masks, which have a legend.
  init?(_ kind: RasterKind, tally: RasterTally) {
    switch kind {
    case .mask: return nil
    case .confidence: (range, unit) = (0...100, " %")
    case .index: (range, unit) = (Self.widened(tally.limits ?? 0...1), "")
    }
  }

  /// Both ends apart, so that colours have values to lie between.
  private static func widened(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    guard range.lowerBound == range.upperBound else { return range }
    let margin = max(abs(range.lowerBound) * 0.01, 0.01)
    return range.lowerBound - margin...range.upperBound + margin
  }

  /// The style's text.
  ///
  /// Source: `QgsSingleBandPseudoColorRenderer::writeXml`, `QgsColorRampShader::writeXml`.
  var text: String {
    let (low, high) = (range.lowerBound, range.upperBound)
    return """
      <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
      <qgis version="3.22.0" styleCategories="Symbology">
        <pipe>
          <rasterrenderer type="singlebandpseudocolor" band="1" opacity="1" alphaBand="-1" nodataColor="" \
      classificationMin="\(low)" classificationMax="\(high)">
            <rasterTransparency/>
            <rastershader>
              <colorrampshader colorRampType="INTERPOLATED" classificationMode="1" clip="0" \
      minimumValue="\(low)" maximumValue="\(high)">
      \(items)        </colorrampshader>
            </rastershader>
          </rasterrenderer>
        </pipe>
        <blendMode>0</blendMode>
      </qgis>

      """
  }

  private var items: String {
    ColourRamp.shares.map { share in
      let value = range.lowerBound + (range.upperBound - range.lowerBound) * share
      return "          <item value=\"\(value)\" color=\"\(ColourRamp.color(share).hex)\" alpha=\"255\""
        + " label=\"\(String(format: "%.4g", value))\(unit)\"/>\n"
    }.joined()
  }
}

/// The files beside a raster that tell other programs what its values mean.
enum StyleFiles {
  /// Writes the style of QGIS and, of a mask, its classes for GDAL.
  ///
  /// - Returns: Their names.
  static func write(for rows: ExportedRows, in staging: StagedFolder) throws -> [String] {
    if let legend = rows.kind.legend {
      try MaskSidecars.write(legend, beside: staging.path(staging.name))
      return [staging.name + ".aux.xml", staging.stem + ".qml"]
    }
    guard let style = ValueStyle(rows.kind, tally: rows.tally) else { return [] }
    try staging.write(style.text, to: staging.stem + ".qml")
    return [staging.stem + ".qml"]
  }
}
