import Foundation
import TestSupport
import Testing

/// The classes of jobs/demo.yaml.
enum DemoLegend {
  struct Entry: Decodable, Hashable {
    var code: Int
    var name: String
    var color: String
  }

  static let classes = [
    Entry(code: 0, name: "soil", color: "#96785a"), Entry(code: 1, name: "crop", color: "#3ca03c"),
    Entry(code: 2, name: "weed", color: "#dc3ca0"), Entry(code: 3, name: "disease", color: "#f0aa1e"),
  ]
}

/// A class's area in one field, from the catalog.
struct ClassAreaRow: Decodable {
  var field: String
  var code: Int
  var name: String
  /// The area in the mosaic's pixels.
  var pixels: Double
  var patches: Int?

  static func of(_ flight: DemoRun.Flight) throws -> [Self] {
    let ending = try BuiltFurrow.run([
      "query", "--json", "--job", DemoRun.shared.get().job.path,
      """
      select field_id as field, class_code as code, class as name,
        area_m2 / pixel_area_m2 as pixels, patches
      from v_class_areas join v_flights using (flight) where flight = '\(flight.name)'
      """,
    ])
    try #require(ending.code == 0, "\(ending.errors)")
    return try JSONDecoder().decode([Self].self, from: Data(ending.output.utf8))
  }
}

/// What QGIS makes of one flight's results.
struct DesktopView: Decodable {
  struct Raster: Decodable {
    var crs: String
    var width: Int
    var height: Int
    var nodata: Double?
    var renderer: String
    var classes: [DemoLegend.Entry]
  }

  struct Vectors: Decodable {
    struct Category: Decodable {
      var value: String
      var name: String
      var color: String
    }

    var crs: String
    var count: Int
    var renderer: String
    var attribute: String?
    var categories: [Category]
    /// Features whose geometry is not valid.
    var broken: Int
  }

  struct Zone: Decodable {
    var field: String
    /// The length of the field's boundary in pixels.
    var edgePixels: Double
    var counts: [String: Int]
  }

  var mask: Raster
  var fields: Vectors
  var patches: Vectors
  var patchesByField: [String: [String: Int]]
  var histogram: [Zone]
  /// Pixels by colour of what QGIS drew.
  var drawnMask: [String: Int]
  var drawnPatches: [String: Int]
  var drawnTogether: [String: Int]

  private static let views = OracleViews(Self.self, script: "qgis_view.py", input: "")

  static func of(_ flight: DemoRun.Flight) throws -> Self { try views[flight].get() }
}

/// What Chromium makes of one flight's report.
struct BrowserView: Decodable {
  /// A page in a frame of a width.
  struct Page: Decodable {
    var width: Int
    var scrollWidth: Int
    /// Pictures that are not shown.
    var broken: Int
    /// Whether the page's script showed the map's controls.
    var controls: Bool
    var colours: Int
    /// The share of pixels that have the commonest colour.
    var commonest: Double
    var console: [String]
    var requests: [String]
  }

  var dom: String
  var console: [String]
  var requests: [String]
  var wide: Page
  var narrow: Page
  /// A page with all the defects that the report must not have.
  var control: Page
  /// How many pages the report has on paper.
  var pages: Int

  private static let views = OracleViews(Self.self, script: "browser.py", input: "report.html")

  static func of(_ flight: DemoRun.Flight) throws -> Self { try views[flight].get() }
}
