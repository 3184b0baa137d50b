import ArgumentParser
import Foundation
import GeoFiles
import Grid
import Simulation

/// `furrow simulate`.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Makes the mosaic of a farm that does not exist, with exact truth.",
    usage: "furrow simulate --out <out> [<options>]",
    discussion: """
      Writes NAME.tif (the mosaic), NAME.labels.tif (the class of every pixel), NAME.truth.gpkg \
      (plants, weeds, rows, disease foci) and NAME.fields.gpkg or .geojson (the boundaries). The same \
      options give the same files; docs/simulation.md says what is in a scene.

      Examples:
        furrow simulate --out farm --name farm-2026-05-04
        furrow simulate --out farm --name farm-2026-05-20 --days 16 --fields geojson
        furrow simulate --out large --preset benchmark --size 16384x16384 --no-truth
      """)

  /// What a farm is like.
  enum Preset: String, CaseIterable, ExpressibleByArgument {
    case fixture
    case benchmark
  }

  /// What sees it.
  enum Sensor: String, CaseIterable, ExpressibleByArgument {
    case rgb
    case redEdgeM = "rededge-m"
    case redEdgeMFloat = "rededge-m-float"
    case mavic3M = "mavic-3m"
  }

  /// How the mosaic is compressed.
  enum Compression: String, CaseIterable, ExpressibleByArgument {
    case none
    case lzw
    case deflate
    case zstd

    var format: MosaicFormat.Compression {
      switch self {
      case .none: .none
      case .lzw: .lzw
      case .deflate: .deflate
      case .zstd: .zstd
      }
    }
  }

  @Option(help: "The folder for the files; made where it is missing.", completion: .directory)
  var out: String

  @Option(help: "The files' common name.")
  var name = "scene"

  @Option(help: "What the farm is like.")
  var preset = Preset.fixture

  @Option(help: "Where every random choice starts.")
  var seed: UInt64?

  @Option(help: "The mosaic's width and height in pixels, as 900x700.")
  var size: SizeOption?

  @Option(help: "The side of a pixel in metres.")
  var pixelSize: Double?

  @Option(help: "The camera.")
  var sensor = Sensor.redEdgeM

  @Option(help: "Days after the scene's first date: plants grow, weeds are treated, disease spreads.")
  var days = 0

  @Option(
    parsing: .unconditional,
    help: "Which pixel of the scene is the mosaic's first, as COLUMN,ROW.")
  var gridOffset: PairOption?

  @Option(
    parsing: .unconditional,
    help: "How far the mosaic lies off its true place, in metres, as EAST,NORTH.")
  var shift: PairOption?

  @Option(help: "Rounds samples to multiples of this, so that files get small.")
  var quantise = 1

  @Option(help: "How the mosaic is compressed.")
  var compression = Compression.deflate

  @Option(help: "The side of the mosaic's tiles, a multiple of 16.")
  var tileSize = 512

  @Option(help: "The format of the boundary file.")
  var fields = FieldsFormat.gpkg

  @Flag(inversion: .prefixedNo, help: "Write labels, instances, rows and foci.")
  var truth = true

  @Option(help: "Threads that render; one on each core where not given.")
  var threads: Int?

  func validate() throws {
    guard quantise >= 1 else { throw ValidationError("--quantise is at least 1") }
    guard tileSize >= 16, tileSize <= 8192, tileSize.isMultiple(of: 16) else {
      throw ValidationError("--tile-size is a multiple of 16 up to 8192")
    }
    guard threads ?? 1 >= 1 else { throw ValidationError("--threads is at least 1") }
    guard !name.isEmpty, !name.contains("/") else { throw ValidationError("--name is a file name") }
  }

  func run() throws {
    let scene = try FarmScene(parameters: parameters, acquisition: try acquisition)
    do {
      try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    } catch {
      throw DataError("cannot make the folder '\(out)'")
    }
    let line = ProgressLine(stage: "render", pixelCount: scene.size.pixelCount)
    let width = scene.size.width
    let farm = SimulatedFarm(
      scene: scene, sensor: sensorModel, folder: out, name: name,
      format: MosaicFormat(compression: compression.format, tileSize: tileSize), fieldsFormat: fields,
      writesTruth: truth, workerCount: threads ?? ProcessInfo.processInfo.activeProcessorCount,
      progress: { line.show(donePixels: $0 * width) })
    defer { line.clear() }
    try farm.write()
    line.clear()
    for path in farm.paths { Output.line(path) }
  }

  private var parameters: SceneParameters {
    var parameters =
      switch preset {
      case .fixture: SceneParameters.fixture()
      case .benchmark: benchmark
      }
    if let seed { parameters.seed = seed }
    if let size { parameters.size = size.size }
    if let pixelSize { parameters.pixelSizeMetres = pixelSize }
    return parameters
  }

  /// The large farm, its fields cut to the mosaic's shorter side on the ground.
  private var benchmark: SceneParameters {
    guard let size else { return .benchmark() }
    let side = Double(min(size.size.width, size.size.height))
    let scale = (pixelSize ?? 0.05) / 0.05
    return .benchmark(side: Int(min(side * scale, 1e6)))
  }

  private var acquisition: Acquisition {
    get throws {
      var acquisition = days == 0 ? Acquisition.first : .second
      acquisition.daysAfter = days
      if let gridOffset { acquisition.gridOffset = try gridOffset.point(of: "--grid-offset") }
      if let shift {
        acquisition.georeferenceErrorX = shift.first
        acquisition.georeferenceErrorY = shift.second
      }
      return acquisition
    }
  }

  private var sensorModel: SensorModel {
    let model: SensorModel =
      switch sensor {
      case .rgb: .rgb
      case .redEdgeM: .redEdgeM
      case .redEdgeMFloat: .redEdgeMFloat
      case .mavic3M: .mavic3M
      }
    return model.quantised(to: quantise)
  }
}

extension FieldsFormat: ExpressibleByArgument {}
