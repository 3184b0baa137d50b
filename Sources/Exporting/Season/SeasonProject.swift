import GeoFiles
import Grid
import Pixels

/// What the QGIS project of a season shows: the fields with their names, the
/// patches of each flight, of which the newest are drawn first, and the tables
/// that belong to the fields.
struct SeasonProject {
  /// The project's name in the package.
  static let name = "season"
  /// A list of more flights than these is no help; older ones are in the layers all the same.
  private static let listedFlights = 100

  /// Job, flight and day of the runs, the newest first.
  var flights: [(job: String, flight: String, takenOn: String?)] = []

  private var least = MapPoint(x: .infinity, y: .infinity)
  private var greatest = MapPoint(x: -.infinity, y: -.infinity)

  /// Makes room for a place on the map.
  mutating func show(_ shape: VectorGeometry) {
    guard case .polygons(let parts) = shape else { return }
    for point in parts.flatMap(\.outer) {
      least = MapPoint(x: min(least.x, point.x), y: min(least.y, point.y))
      greatest = MapPoint(x: max(greatest.x, point.x), y: max(greatest.y, point.y))
    }
  }

  /// The project with patches in the legend's colours.
  func project(legend: Legend, crs: CoordinateSystem) -> DesktopProject {
    let (x, y) = ((greatest.x - least.x) / 20, (greatest.y - least.y) / 20)
    let hasPlace = least.x <= greatest.x
    var project = DesktopProject(
      title, crs: crs,
      corners: hasPlace
        ? (MapPoint(x: least.x - x, y: least.y - y), MapPoint(x: greatest.x + x, y: greatest.y + y))
        : (MapPoint(x: -180, y: -90), MapPoint(x: 180, y: 90)))
    project.groups = [DesktopProject.Group([fields]), patches(legend), tables]
    project.relations = [SeasonLayer.classAreas, .indexFigures].map {
      DesktopProject.Relation(
        $0.title, one: SeasonLayer.fields.rawValue, many: $0.rawValue, columns: ["job", "field_id"])
    }
    return project
  }

  /// The jobs, the one with the newest flight first.
  private var title: String {
    var jobs: [String] = []
    for flight in flights where !jobs.contains(flight.job) { jobs.append(flight.job) }
    return jobs.joined(separator: ", ")
  }

  private var fields: DesktopProject.Layer {
    var layer = DesktopProject.Layer(.fields, style: .outline)
    layer.labels = "field_id"
    return layer
  }

  private func patches(_ legend: Legend) -> DesktopProject.Group {
    let layers = flights.prefix(Self.listedFlights).map { flight in
      var layer = DesktopProject.Layer(.patches, style: .points(legend, column: "class"))
      layer.title = flight.takenOn.map { "\($0) \(flight.flight)" } ?? flight.flight
      if flights.contains(where: { $0.flight == flight.flight && $0.job != flight.job }) {
        layer.title += " (\(flight.job))"
      }
      layer.rows = [("job", flight.job), ("flight", flight.flight)]
      layer.isShown = flight.flight == flights.first?.flight
      return layer
    }
    return DesktopProject.Group(layers, title: SeasonLayer.patches.title)
  }

  private var tables: DesktopProject.Group {
    var extents = DesktopProject.Layer(.flights, style: .outline)
    extents.isShown = false
    let others = [SeasonLayer.classAreas, .indexFigures, .runs].map { DesktopProject.Layer($0, style: nil) }
    return DesktopProject.Group([extents] + others, title: "tables")
  }
}

extension DesktopProject.Layer {
  fileprivate init(_ layer: SeasonLayer, style: VectorWriter.Style?) {
    self.init(layer.rawValue, title: layer.title, geometry: layer.geometry, style: style)
  }
}

extension SeasonLayer {
  /// What people see in the list of layers.
  var title: String { rawValue.replacing("_", with: " ") }
}
