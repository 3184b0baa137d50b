internal import Grid

extension DesktopProject {
  /// The project file, for a package of this name in the same folder.
  func document(package: String) -> String {
    """
    <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
    <qgis projectname="\(XML.escaped(title))" version="3.22.0">
      <homePath path=""/>
      <title>\(XML.escaped(title))</title>
      <projectCrs>\(system)</projectCrs>
      <layer-tree-group>
    \(tree)  </layer-tree-group>
      <relations>
    \(relations.map(element).joined())  </relations>
      <mapcanvas name="theMapCanvas" annotationsVisible="1">
        <units>\(crs.isInDegrees ? "degrees" : "meters")</units>
        <extent>
          <xmin>\(corners.least.x)</xmin>
          <ymin>\(corners.least.y)</ymin>
          <xmax>\(corners.greatest.x)</xmax>
          <ymax>\(corners.greatest.y)</ymax>
        </extent>
        <rotation>0</rotation>
        <destinationsrs>\(system)</destinationsrs>
      </mapcanvas>
      <projectlayers>
    \(entries.map { element($0, package: package) }.joined())  </projectlayers>
      <ProjectViewSettings rotation="0" UseProjectScales="0">
        <Scales/>
        <DefaultViewExtent \(extentAttributes)>\(system)</DefaultViewExtent>
      </ProjectViewSettings>
      <properties>
        <Paths><Absolute type="bool">false</Absolute></Paths>
        <SpatialRefSys><ProjectionsEnabled type="int">1</ProjectionsEnabled></SpatialRefSys>
      </properties>
    </qgis>

    """
  }

  /// A layer with the name by which the rest of the document knows it.
  private struct Entry {
    var id: String
    var layer: Layer
  }

  /// All layers in order. QGIS gives new names to those with short ones.
  private var entries: [Entry] {
    groups.flatMap(\.layers).enumerated().map { Entry(id: "furrow_layer_\($0)_\($1.table)", layer: $1) }
  }

  private var extentAttributes: String {
    [
      ("xmin", corners.least.x), ("ymin", corners.least.y), ("xmax", corners.greatest.x),
      ("ymax", corners.greatest.y),
    ].map { "\($0.0)=\"\($0.1)\"" }.joined(separator: " ")
  }

  private var system: String {
    let code = crs.authorityCode.map { "<authid>\(XML.escaped($0))</authid>" } ?? ""
    return "<spatialrefsys><wkt>\(XML.escaped(crs.wkt))</wkt>\(code)</spatialrefsys>"
  }

  /// The list of layers.
  private var tree: String {
    var rest = entries[...]
    return groups.map { group in
      let leaves = rest.prefix(group.layers.count).map(Self.leaf).joined()
      rest = rest.dropFirst(group.layers.count)
      guard !group.title.isEmpty else { return leaves }
      return
        "    <layer-tree-group name=\"\(XML.escaped(group.title))\" checked=\"Qt::Checked\" expanded=\"1\">\n"
        + leaves + "    </layer-tree-group>\n"
    }.joined()
  }

  private static func leaf(_ entry: Entry) -> String {
    let state = entry.layer.isShown ? "Qt::Checked" : "Qt::Unchecked"
    return
      "    <layer-tree-layer id=\"\(entry.id)\" name=\"\(XML.escaped(entry.layer.title))\" checked=\"\(state)\" expanded=\"0\" providerKey=\"ogr\"/>\n"
  }

  private func element(_ relation: Relation) -> String {
    func id(_ table: String) -> String { entries.first { $0.layer.table == table }?.id ?? "" }
    let pairs = relation.columns.map {
      "<fieldRef referencedField=\"\(XML.escaped($0))\" referencingField=\"\(XML.escaped($0))\"/>"
    }.joined()
    return
      "    <relation id=\"furrow_\(relation.one)_\(relation.many)\" name=\"\(XML.escaped(relation.title))\" referencedLayer=\"\(id(relation.one))\" referencingLayer=\"\(id(relation.many))\" strength=\"Association\">\(pairs)</relation>\n"
  }

  private func element(_ entry: Entry, package: String) -> String {
    let layer = entry.layer
    return """
          <maplayer type="vector" geometry="\(layer.geometry.desktopName)" labelsEnabled="\(layer.labels == nil ? 0 : 1)">
            <id>\(entry.id)</id>
            <datasource>\(XML.escaped(Self.source(of: layer, package: package)))</datasource>
            <layername>\(XML.escaped(layer.title))</layername>
            <srs>\(layer.geometry == nil ? "" : system)</srs>
            <provider encoding="UTF-8">ogr</provider>
      \(layer.style.map { VectorStyle.renderer(of: $0) } ?? "")\(layer.labels.map(Self.labeling) ?? "")    </maplayer>

      """
  }

  /// What OGR's provider opens: the package beside the project, a table of it
  /// and which of its rows.
  private static func source(of layer: Layer, package: String) -> String {
    let conditions = layer.rows.map { row in
      "\"\(row.column)\" = '\(row.text.replacing("'", with: "''"))'"
    }
    let subset = conditions.isEmpty ? "" : "|subset=" + conditions.joined(separator: " AND ")
    return "./\(package)|layername=\(layer.table)\(subset)"
  }

  private static func labeling(by column: String) -> String {
    """
          <labeling type="simple">
            <settings calloutType="simple">
              <text-style fieldName="\(XML.escaped(column))" isExpression="0" fontSize="10" fontSizeUnit="Point" textColor="35,35,35,255" textOpacity="1">
                <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="1"/>
              </text-style>
            </settings>
          </labeling>

    """
  }
}

extension VectorGeometry.Kind? {
  fileprivate var desktopName: String {
    switch self {
    case .point: "Point"
    case .line: "Line"
    case .polygons: "Polygon"
    case nil: "No geometry"
    }
  }
}
