import Agronomy
import GeoFiles

/// The XML of a task: the field, the product, the zones and the grid's header.
struct TaskDataDocument {
  static let path = "TASKDATA/TASKDATA.XML"
  static let binaryPath = "TASKDATA/GRD00000.BIN"

  /// The document.
  let text: String

  init(
    content: PrescriptionContent, grid: RateGrid, kind: TaskDataFormat.GridKind, byteCount: Int
  ) throws(GDALError) {
    let unit = content.prescription.unit
    let boundary = try Self.boundary(content)
    text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <ISO11783_TaskData VersionMajor="4" VersionMinor="3" ManagementSoftwareManufacturer="Furrow" \
      ManagementSoftwareVersion="\(Self.designator(content.version))" DataTransferOrigin="1">
        <PFD A="PFD1" C="\(Self.designator(content.field))" D="\(Int(content.ground.field.squareMetres.rounded()))">
      \(boundary)  </PFD>
        <PDT A="PDT1" B="\(Self.designator(content.product))" D="VPN1"/>
        <TSK A="TSK1" B="\(Self.designator(content.field))" E="PFD1" G="1" H="0" I="0" J="0">
      \(Self.zones(grid, kind, unit))\(Self.header(grid, kind, byteCount))  </TSK>
        <VPN A="VPN1" B="0" C="\(Self.scale(unit))" D="\(unit.decimals)" E="\(unit.rawValue)"/>
      </ISO11783_TaskData>

      """
  }

  /// Text of at most 32 characters, which designators may have.
  static func designator(_ text: String) -> String {
    XML.escaped(String(String.UnicodeScalarView(text.unicodeScalars.prefix(32))))
  }

  private static func scale(_ unit: RateUnit) -> String {
    switch unit {
    case .litres: "0.0001"
    case .kilograms: "0.01"
    case .seeds: "10"
    }
  }

  /// Polygons of type 1 (boundary) with exterior (1) and interior (2) lines.
  private static func boundary(_ content: PrescriptionContent) throws(GDALError) -> String {
    let polygons = try content.ground.toDegrees(content.ground.field.mapPolygons)
    return polygons.map { polygon in
      let lines = [(1, polygon.outer)] + polygon.holes.map { (2, $0) }
      let rings = lines.map { type, ring in
        let points = (ring + ring.prefix(1)).map {
          "        <PNT A=\"2\" C=\"\(DegreeText.place($0.y))\" D=\"\(DegreeText.place($0.x))\"/>\n"
        }
        return "      <LSG A=\"\(type)\">\n\(points.joined())      </LSG>\n"
      }
      return "    <PLN A=\"1\">\n\(rings.joined())    </PLN>\n"
    }.joined()
  }

  /// A zone for each code; for type 2 one for outside, one for the numbers.
  private static func zones(_ grid: RateGrid, _ kind: TaskDataFormat.GridKind, _ unit: RateUnit) -> String {
    let rates = kind == .zones ? grid.rates : [0, 0]
    return rates.enumerated().map { code, rate in
      let value = Int((rate * unit.ownUnits).rounded())
      let name = code == 0 ? "outside" : kind == .zones ? "zone \(code)" : "grid"
      return """
            <TZN A="\(code)" B="\(name)">
              <PDV A="\(unit.dataIdentifier)" B="\(value)" C="PDT1" E="VPN1"/>
            </TZN>

        """
    }.joined()
  }

  private static func header(_ grid: RateGrid, _ kind: TaskDataFormat.GridKind, _ byteCount: Int) -> String {
    """
        <GRD A="\(DegreeText.place(grid.south))" B="\(DegreeText.place(grid.west))" \
    C="\(DegreeText.step(grid.northStep))" D="\(DegreeText.step(grid.eastStep))" E="\(grid.size.width)" \
    F="\(grid.size.height)" G="GRD00000" H="\(byteCount)" I="\(kind.rawValue)"\(kind == .rates ? " J=\"1\"" : "")/>

    """
  }
}
