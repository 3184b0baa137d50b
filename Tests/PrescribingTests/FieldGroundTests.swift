import Agronomy
import GeoFiles
import Grid
import Testing

@testable import Prescribing

@Suite struct FieldGroundTests {
  @Test func `the plane has the field's true area`() throws {
    let crs = try CoordinateSystem(userInput: "EPSG:32632")
    // 600 km east of the central meridian the map's areas are off by 0.8 %.
    for east in [500_000.0, 1_100_000] {
      let ring = [(0.0, 0.0), (400, 30), (380, 300), (-20, 250)].map {
        MapPoint(x: east + $0, y: 5_400_000 + $1)
      }
      let ground = try FieldGround([MapPolygon(outer: ring)], crs: crs)
      let area = try crs.areaSquareMetres(of: [[ring]])
      #expect(abs(ground.field.squareMetres / area - 1) < 1e-6)
    }
  }
}
