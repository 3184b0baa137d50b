import Agronomy
import ArgumentParser
import Batch
import Catalog
import Foundation
import GeoFiles
import Pixels
import Prescribing

/// `furrow prescribe`.
struct PrescribeCommand: ParsableCommand {
  /// What a prescription is made from.
  enum Source: String, CaseIterable, ExpressibleByArgument {
    case weed, disease, vigour, zones
  }

  static let configuration = CommandConfiguration(
    commandName: "prescribe",
    abstract: "Makes a prescription map for a sprayer, a spreader or a seeder.",
    usage: """
      furrow prescribe <field> --from <source> --rates <numbers> --boom <m>
        --format <name> --to <path> [<options>]
      """,
    discussion: """
      From the weeds or the disease that a flight's mask shows, or from zones of one of its index \
      rasters. Cells follow the machine's sections and its way over the field. The file is read \
      back, and its product must be the plan's to 0.1 %, before it takes its place.

      Formats: taskdata-1, taskdata-2 (ISO 11783-10), john-deere, trimble, cnh, raven, vaderstad, \
      agrotax (Shapefiles), geojson, dji, or the path of a terminal's own profile in YAML.

      With --raster and --boundary no catalog is needed, and zones can be of any raster.

      Examples:
        furrow prescribe F1 --from weed --rates 200 --boom 24 --section 0.5 --buffer 0.3
            --format taskdata-1 --to stick
        furrow prescribe F1 --from vigour --rates 120,90,60 --unit kg/ha --boom 24
            --format john-deere --to F1.zip
        furrow prescribe 1 --from zones --raster yield.tif --boundary fields.gpkg --rates 60,90
            --boom 12 --format geojson --to zones.geojson
      """)

  @Argument(help: "The field's id.")
  var field: String

  @Option(
    help: ArgumentHelp("What the rates depend on: weed, disease, vigour or zones.", valueName: "source"))
  var from: Source

  @Option(
    help: ArgumentHelp(
      "Rates: for spots one, or two for the rest and the spots; for zones one each, lowest values first.",
      valueName: "numbers"))
  var rates: String

  @Option(help: ArgumentHelp("What rates count: l/ha, kg/ha or seeds/ha.", valueName: "unit"))
  var unit: RateUnit = .litres

  @OptionGroup var machine: MachineOptions

  @OptionGroup var treatment: TreatmentOptions

  @Option(help: ArgumentHelp("The flight; without it the newest that covers the field.", valueName: "name"))
  var flight: String?

  @Option(help: ArgumentHelp("The index whose raster gives zones.", valueName: "name"))
  var index: String?

  @Option(
    help: ArgumentHelp("A raster that gives zones, instead of a flight's.", valueName: "path"),
    completion: .file())
  var raster: String?

  @Option(
    help: ArgumentHelp("A file with the field, instead of the flight's.", valueName: "path"),
    completion: .file())
  var boundary: String?

  @Option(
    help: ArgumentHelp(
      "Where --boundary has the fields' ids; without it features are numbered.", valueName: "attribute"))
  var id: String?

  @Option(help: ArgumentHelp("What is given, for the terminal.", valueName: "name"))
  var product = "product"

  @Option(help: ArgumentHelp("The format, or the path of a terminal's profile.", valueName: "name"))
  var format: String

  @Option(
    help: ArgumentHelp("The file, folder or .zip archive to make.", valueName: "path"), completion: .file())
  var to: String

  @OptionGroup var source: CatalogOptions

  @Flag(help: "Write the figures as JSON.")
  var json = false

  func validate() throws {
    guard numbers != nil else {
      throw ValidationError("'\(rates)' are no rates: write numbers with commas between")
    }
    if raster != nil, from == .weed || from == .disease {
      throw ValidationError("--raster gives zones, not spots: use it with --from zones or --from vigour")
    }
    if boundary != nil, raster == nil { throw ValidationError("--boundary goes with --raster") }
  }

  func run() throws {
    let format = try PrescriptionFormats.format(named: self.format)
    let made = try make()
    let published = try format.publish(
      PrescriptionContent(
        prescription: made.prescription, ground: made.ground, working: made.working, field: field,
        product: product,
        cap: treatment.cap, version: Furrow.version), to: to)
    let sheet = PrescriptionSheet(
      field: field, source: from.rawValue, made: made, published: published, target: to)
    Output.write(json ? sheet.json + "\n" : sheet.text)
  }

  private var numbers: [Double]? {
    let parts = rates.split(separator: ",", omittingEmptySubsequences: false)
      .map { Double($0.trimmingCharacters(in: .whitespaces)) }
    return parts.allSatisfy { $0?.isFinite ?? false } && !parts.isEmpty ? parts.compactMap(\.self) : nil
  }

  private func settings() throws -> PrescriptionSettings {
    var settings = PrescriptionSettings(machine: try machine.machine())
    settings.direction = machine.direction ?? .automatic
    settings.marginMetres = machine.margin
    settings.unseen = treatment.unseen
    settings.unit = unit
    settings.blanketRate = treatment.blanketRate
    return settings
  }

  private func make() throws -> PreparedPrescription {
    switch from {
    case .weed: try spots(of: .weed)
    case .disease: try spots(of: .disease)
    case .vigour: try zones(treatment.method ?? .quantiles)
    case .zones: try zones(treatment.method ?? .kMeans)
    }
  }

  private func spots(of group: Legend.Group) throws -> PreparedPrescription {
    let flight = try flightSource()
    let codes = try flight.codes(of: group)
    let raster = try FieldRaster(
      path: try flight.mask(), boundaries: try flight.package(), layer: "fields", attribute: "field_id",
      fieldID: field)
    return try .spots(
      raster, codes: codes, correction: flight.correction(of: codes),
      spots: try treatment.spots(numbers ?? []),
      settings: try settings())
  }

  private func zones(_ method: ZoneMethod) throws -> PreparedPrescription {
    let request = try treatment.zones(numbers ?? [], method: method)
    return try .zones(try zoneRaster(), request: request, settings: try settings())
  }

  private func zoneRaster() throws -> FieldRaster {
    if let raster, let boundary {
      return try FieldRaster(path: raster, boundaries: boundary, layer: nil, attribute: id, fieldID: field)
    }
    let flight = try flightSource()
    return try FieldRaster(
      path: try raster ?? flight.index(index).path, boundaries: try flight.package(), layer: "fields",
      attribute: "field_id", fieldID: field)
  }

  private func flightSource() throws -> FlightSource {
    let (catalog, jobName) = try source.open()
    let known = try catalog.fields().filter { jobName == nil || $0.jobName == jobName }.map(\.field.fieldID)
    guard known.contains(field) else {
      let nearest = NearestName.nearest(to: field, among: known).map { "; did you mean '\($0)'?" } ?? ""
      throw UsageError(
        "there is no field '\(field)' in '\(catalog.path)'\(nearest)",
        remedy: known.isEmpty ? "it has no fields yet" : "`furrow fields` lists them")
    }
    return try FlightSource(field: field, flight: flight, jobName: jobName, in: catalog)
  }
}
