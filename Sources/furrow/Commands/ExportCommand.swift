import ArgumentParser
import Catalog
import Exporting
import GeoFiles

/// `furrow export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes results in the formats of other people's programs.",
    usage: """
      furrow export <what> [<flight|field>] --to <path> [<options>]
      furrow export prescription <field> [<options of furrow prescribe>]
      """,
    discussion: """
      Without a flight or field the newest flight is meant. The format is told by the file's \
      extension where --format is not given. What is written is read back and compared before it \
      takes the target's place. Formats and examples are in docs/exports.md. `furrow export \
      prescription` is `furrow prescribe`, with its options.

      Examples:
        furrow export masks --to newest.tif
        furrow export masks farm-2026-05-20 --field F1 --classes weed --to weeds.kmz
        furrow export patches --classes weed --min-area 0.05 --to weeds.gpkg
        furrow export masks --min-area 0.1 --simplify 0.1 --to classes.gpkg
        furrow export season --to results.gpkg
        furrow export stac farm-2026-05-20 --to items
        furrow export confidence --crs EPSG:4326 --format geotiff --to sure.tif
        furrow export prescription F1 --from weed --rates 200 --boom 24 --format taskdata-1
            --to stick
      """)

  @Argument(help: "What is exported.")
  var what: ExportedThing

  @Argument(help: ArgumentHelp("The flight, or the field.", valueName: "flight|field"))
  var name: String?

  @Option(
    help: ArgumentHelp(
      "The file; one that lies there is replaced once the new one is whole.", valueName: "path"),
    completion: .file())
  var to: String

  @Option(
    help: ArgumentHelp("The format: \(ExportFormats.names.joined(separator: ", ")).", valueName: "format"),
    completion: .list(ExportFormats.names))
  var format: String?

  @Option(help: ArgumentHelp("Only this field.", valueName: "id"))
  var field: String?

  @Option(help: ArgumentHelp("The index, where there are rasters of several.", valueName: "name"))
  var index: String?

  @Option(help: ArgumentHelp("Another reference system, as EPSG:4326.", valueName: "code"))
  var crs: String?

  @Option(help: ArgumentHelp("Only these classes, as weed,disease.", valueName: "names"))
  var classes: String?

  @Option(
    help: ArgumentHelp(
      "The least area of patches and class polygons in square metres; smaller polygons join a neighbour.",
      valueName: "area"))
  var minArea: Double?

  @Option(
    help: ArgumentHelp(
      "How far the borders of class polygons may move, in metres; neighbours keep sharing them.",
      valueName: "distance"))
  var simplify: Double?

  @OptionGroup var source: CatalogOptions

  @Flag(help: "Write JSON: an object with the files and what they hold.")
  var json = false

  func validate() throws {
    if what == .prescription {
      throw ValidationError("'prescription' stands directly after 'export', its options behind it")
    }
    if let minArea, !(minArea >= 0 && minArea.isFinite) {
      throw ValidationError("--min-area is an area in square metres")
    }
    if let simplify, !(simplify >= 0 && simplify.isFinite) {
      throw ValidationError("--simplify is a distance in metres")
    }
    try refuse("--classes", classes != nil, unless: [.masks, .patches])
    try refuse("--min-area", minArea != nil, unless: [.masks, .patches])
    try refuse("--simplify", simplify != nil, unless: [.masks])
    try refuse("--index", index != nil, unless: [.indices])
    try refuse("--crs", crs != nil, unless: ExportedThing.allCases.filter { $0 != .stac })
    try refuse("--format", format != nil, unless: ExportedThing.allCases.filter { $0 != .stac })
    try refuse(
      "--field", field != nil, unless: ExportedThing.allCases.filter { $0 != .stac && $0 != .season })
    try refuse("a flight or field", name != nil, unless: ExportedThing.allCases.filter { $0 != .season })
    guard what == .masks, !isPolygons else { return }
    if minArea != nil { throw ValidationError("--min-area does not go with a raster of masks") }
    if simplify != nil { throw ValidationError("--simplify does not go with a raster of masks") }
  }

  private func refuse(_ option: String, _ isGiven: Bool, unless things: [ExportedThing]) throws {
    guard isGiven, !things.contains(what) else { return }
    throw ValidationError("\(option) does not go with \(what.rawValue)")
  }

  func run() throws {
    let (catalog, jobName) = try source.open()
    if what == .season { return try exportSeason(catalog, jobName) }
    let selection = try ExportSelection(name: name, field: field, jobName: jobName, in: catalog)
    switch what {
    case .masks where isPolygons: try exportPolygons(selection)
    case .masks: try exportRaster(.mask, selection)
    case .confidence: try exportRaster(.confidence, selection)
    case .indices: try exportRaster(.index(index), selection)
    case .fields: try exportVector(.fields, selection)
    case .patches: try exportVector(.patches, selection)
    case .stac: try exportItem(selection, catalog)
    case .season, .prescription: break
    }
  }

  private func exportRaster(_ content: RasterContent, _ selection: ExportSelection) throws {
    let format = try ExportFormats.raster(named: format, target: to, what: what.rawValue)
    var export = RasterExport(content, of: selection, format: format)
    export.crs = try system
    export.classes = chosenClasses(of: selection)
    tell(RasterSheet(outcome: try export.write(to: to), selection: selection))
  }

  private func exportVector(_ content: VectorContent, _ selection: ExportSelection) throws {
    let format = try ExportFormats.vector(named: format, target: to, what: what.rawValue)
    var export = VectorExport(content, of: selection, format: format)
    export.crs = try system
    export.classes = chosenClasses(of: selection)
    export.minimumSquareMetres = minArea ?? 0
    tell(VectorSheet(outcome: try export.write(to: to), selection: selection))
  }

  /// True where the mask is wanted as polygons.
  private var isPolygons: Bool { what == .masks && ExportFormats.isVector(named: format, target: to) }

  private func exportPolygons(_ selection: ExportSelection) throws {
    let format = try ExportFormats.vector(named: format, target: to, what: what.rawValue)
    var export = ClassPolygons(of: selection, format: format)
    export.crs = try system
    export.classes = chosenClasses(of: selection)
    export.minimumSquareMetres = minArea ?? 0
    export.toleranceMetres = simplify ?? 0
    tell(VectorSheet(outcome: try export.write(to: to), selection: selection))
  }

  private func exportSeason(_ catalog: CatalogDatabase, _ jobName: String?) throws {
    let format = try ExportFormats.vector(named: format, target: to, what: what.rawValue)
    guard format.name == "gpkg" else {
      throw ExportError.unfitFormat(format.name, what: "a season", fitting: ["gpkg"])
    }
    let export = try SeasonExport(of: catalog, jobName: jobName, crs: try system)
    tell(SeasonSheet(path: to, export: export, counts: try export.write(to: to)))
  }

  private func exportItem(_ selection: ExportSelection, _ catalog: CatalogDatabase) throws {
    let item = try FlightItem(selection.flight, in: catalog)
    let target = to.hasSuffix(".json") ? to : "\(to)/\(selection.flight.run.flightName).json"
    let count = try item.write(to: target)
    tell(ItemSheet(path: target, flight: item.flight.run.flightName, assetCount: count))
  }

  private func tell(_ sheet: any ExportSheet) {
    Output.write(json ? sheet.json.text + "\n" : sheet.text)
  }

  private var system: CoordinateSystem? {
    get throws { try crs.map { try CoordinateSystem(userInput: $0) } }
  }

  private func chosenClasses(of selection: ExportSelection) -> [String]? {
    classes.map { ClassChoice.names(in: $0, of: selection.flight.legend) }
  }
}

/// What can be exported.
enum ExportedThing: String, CaseIterable, ExpressibleByArgument {
  case masks
  case confidence
  case indices
  case fields
  case patches
  case season
  case stac
  /// Done by `PrescribeCommand`; see `CommandSynonyms`.
  case prescription
}
