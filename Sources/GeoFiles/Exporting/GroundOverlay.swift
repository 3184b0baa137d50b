/// A picture that lies on the ground, for phones and globes.
///
/// Source: OGC KML 2.3 (12-007r2), section 11.2.
public struct GroundOverlay: Sendable {
  /// What people see in the list of layers.
  public var name: String
  /// The colours and what they mean, in order.
  public var key: [(color: String, meaning: String)]
  /// A sentence below the key.
  public var note: String
  /// The grid of the picture, north up in longitudes and latitudes of WGS 84.
  public var grid: MosaicGrid

  /// Describes an overlay; keys' colours are "#rrggbb".
  public init(name: String, key: [(color: String, meaning: String)], note: String, grid: MosaicGrid) {
    precondition(!grid.transform.isRotated && grid.crs.isInDegrees, "an overlay is north up, in degrees")
    self.name = name
    self.key = key
    self.note = note
    self.grid = grid
  }

  /// The name of the picture in the archive.
  public static let pictureName = "overlay.png"

  /// The document; its picture is `pictureName` in the same archive.
  public var document: String {
    let (transform, size) = (grid.transform, grid.size)
    let south = transform.originY + Double(size.height) * transform.rowY
    let east = transform.originX + Double(size.width) * transform.columnX
    let rows = key.map {
      "<tr><td style=\"background:\($0.color)\">&#160;&#160;&#160;</td><td>\(XML.escaped($0.meaning))</td></tr>"
    }.joined()
    // Escaped once for the page and once for the document that carries it.
    let page = XML.escaped("<table>\(rows)</table><p>\(XML.escaped(note))</p>")
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <kml xmlns="http://www.opengis.net/kml/2.2">
        <GroundOverlay>
          <name>\(XML.escaped(name))</name>
          <description>\(page)</description>
          <Icon>
            <href>\(Self.pictureName)</href>
          </Icon>
          <LatLonBox>
            <north>\(transform.originY)</north>
            <south>\(south)</south>
            <east>\(east)</east>
            <west>\(transform.originX)</west>
          </LatLonBox>
        </GroundOverlay>
      </kml>

      """
  }
}

extension GroundOverlay {
  /// Writes document and picture as a KMZ archive.
  ///
  /// - Parameter picture: The bytes of a PNG image of the grid's size.
  /// - Throws: `OutputError`.
  public func write(picture: [UInt8], to path: String) throws(OutputError) {
    var archive = try ZipWriter(path: path)
    try archive.add("doc.kml", Array(document.utf8))
    try archive.add(Self.pictureName, picture)
    try archive.finish()
  }
}
