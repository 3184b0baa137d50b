import FieldStatistics
import GeoFiles
import Grid
import JobDefinition
import Learning
import Pixels
import Segmentation
import Spectral
import Stitching

/// A job laid over one mosaic: everything is known, nothing worked through.
struct PreparedFlight: Sendable {
  var file: MosaicFile
  var bands: ResolvedBands
  var calibration: MosaicCalibration
  var grid: MosaicGrid
  /// The true area of a pixel in the middle of the mosaic.
  var pixelAreaSquareMetres: Double
  var fields: [Field]
  /// False where the whole mosaic stands in for fields.
  var hasBoundaries: Bool
  var thresholds: [Threshold]
  var legend: Legend
  var components: [ComponentRule]
  var plan: FlightPlan
  var warnings: [String]
  /// How sure rules are of a class, where confidence is written.
  var certainty: Expression?
  /// What is known of the segmenter's confusion of classes; `nil` for rules.
  var areaCorrection: AreaCorrection?
  /// The model that gives pixels their class; `nil` for rules.
  var model: LoadedModel?
  /// What the sample says of the mosaic's quality, where the job asks.
  var quality: QualityFigures?
  /// What the sample decided.
  var drawn: DrawnValues
}

/// Lays a job over one mosaic.
struct FlightPreparation {
  let job: JobPlan
  let candidate: FlightCandidate
  /// What was drawn from a sample of the same mosaic by the same job; `nil`
  /// where it is to be drawn.
  var given: DrawnValues?

  /// Opens the mosaic, resolves bands, calibration and reference system, reads
  /// the fields, draws automatic thresholds and compiles the segmenter.
  ///
  /// - Throws: What is wrong with the mosaic, the fields or the job on it.
  func prepare() throws -> PreparedFlight {
    let file = try MosaicFile.open(
      locator, policy: Self.policy(job.job), crs: job.job.sensor.referenceSystem)
    guard let grid = file.grid else { throw FlightError.noReferenceSystem(file: file.locator.name) }
    let bands = try resolveBands(file.mosaic)
    let calibration = try resolveCalibration(file.mosaic, bands)
    try checkIndices(bands, calibration)
    let pixelArea = try grid.crs.pixelArea(
      grid.transform,
      at: GridPoint(column: Double(grid.size.width) / 2, row: Double(grid.size.height) / 2))
    let fields = try readFields(onto: grid)
    let coverages = try fields.map { try FieldCoverage(field: $0, mosaic: grid.size) }
    let model = try loadModel(
      bands, calibration, sampleType: file.mosaic.sampleType, pixelSideMetres: pixelArea.squareRoot())
    var draft = Draft(
      file: file, bands: bands, calibration: calibration, coverages: coverages, pixelArea: pixelArea,
      model: model)
    draft.isJudged = true
    try draw(&draft)
    var plan = try flightPlan(draft)
    plan.ground = try ground(of: plan)
    try checkMemory(plan)
    return PreparedFlight(
      file: file, bands: bands, calibration: calibration, grid: grid, pixelAreaSquareMetres: pixelArea,
      fields: fields, hasBoundaries: job.job.fields != nil, thresholds: draft.thresholds,
      legend: try legend(),
      components: job.job.cleaning.compactMap { componentRule($0, pixelArea: pixelArea) }, plan: plan,
      warnings: file.warnings + bands.warnings.map(\.description) + draft.warnings + notes,
      certainty: draft.certainty, areaCorrection: model?.areaCorrection, model: model,
      quality: draft.quality, drawn: draft.drawn)
  }

  /// What the flight's sidecar wants to be known.
  private var notes: [String] { candidate.note.map { ["the mosaic's sidecar says: \($0)"] } ?? [] }

  /// What the job works through, where that is not the whole mosaic.
  private func ground(of plan: FlightPlan) throws(FlightError) -> WorkedGround? {
    guard job.job.only == .fields else { return nil }
    let ground = WorkedGround(plan.coverages, size: plan.size, reach: plan.segmenter.reach)
    guard !ground.isEmpty else { throw .noFields(file: candidate.paths.first ?? "") }
    return ground
  }

  private func checkMemory(_ plan: FlightPlan) throws(FlightError) {
    let (needed, limit) = (plan.workingByteCount >> 20, job.job.limits.maximumMemoryMebibytes)
    guard needed <= limit else {
      throw .tooMuchMemory(
        file: candidate.paths.first ?? "", neededMebibytes: needed, limitMebibytes: limit)
    }
  }

  /// The caps that a job sets.
  static func policy(_ job: Job) -> OpeningPolicy {
    var policy = OpeningPolicy()
    policy.allowsRemote = job.allowsRemote
    policy.maximumPixels = job.limits.maximumPixels
    return policy
  }

  /// What is known while the flight is being prepared.
  struct Draft {
    var file: MosaicFile
    var bands: ResolvedBands
    var calibration: MosaicCalibration
    var coverages: [FieldCoverage]
    var pixelArea: Double
    var model: LoadedModel?
    var rules: [RuleSegmenter.Rule] = []
    var certainty: Expression?
    var thresholds: [Threshold] = []
    var warnings: [String] = []
    /// True where the job's limits on quality apply: in runs.
    var isJudged = false
    var quality: QualityFigures?
    var drawn = DrawnValues()
    var pixelSideMetres: Double { pixelArea.squareRoot() }
  }

  var locator: RasterLocator {
    switch candidate.files {
    case .one(let path): RasterLocator(path: path.resolved)
    case .bands(let bands):
      RasterLocator(
        bandFiles: bands.sorted { $0.key.rawValue < $1.key.rawValue }
          .map { RasterLocator.BandFile(path: $0.value.resolved, name: $0.key.rawValue) })
    }
  }

  private func flightPlan(_ draft: Draft) throws -> FlightPlan {
    if let model = draft.model {
      let segmenter = try model.segmenter(
        smoothing: job.job.model?.smoothing, indices: job.indices.map(\.expression),
        picture: pictureRoles(draft.bands), cleaning: localCleaning(),
        pixelSideMetres: draft.pixelSideMetres)
      return flightPlan(draft, segmenter: segmenter, names: job.indices.map(\.name))
    }
    let segmenter = try RuleSegmenter(
      rules: draft.rules, otherwise: job.job.segment?.otherwise ?? 0,
      indices: job.indices.map(\.expression),
      picture: pictureRoles(draft.bands), certainty: draft.certainty, cleaning: localCleaning(),
      pixelSideMetres: draft.pixelSideMetres)
    return flightPlan(draft, segmenter: segmenter, names: job.indices.map(\.name))
  }

  func flightPlan(_ draft: Draft, segmenter: any Segmenter, names: [String]) -> FlightPlan {
    var mosaic = draft.file.mosaic
    if let nodata = job.job.sensor.nodata {
      for band in mosaic.bands.indices { mosaic.bands[band].nodata = nodata.value }
    }
    let rule = job.job.sensor.nodata.map { $0.rule == .all ? NodataRule.everyBand : .anyBand }
    let picture = pictureRoles(draft.bands)
    return FlightPlan(
      source: draft.file, bandNumbers: segmenter.roles.compactMap { draft.bands.bandNumber[$0] },
      calibrator: BandCalibrator(
        mosaic: mosaic, bands: draft.bands, roles: segmenter.roles, calibration: draft.calibration,
        nodataRule: rule),
      segmenter: segmenter, indexNames: names,
      pictureBands: picture.compactMap { segmenter.roles.firstIndex(of: $0) },
      layerIndices: job.job.outputs.indices.compactMap { names.firstIndex(of: $0.lowercased()) },
      writesConfidence: job.job.outputs.writesConfidence, coverages: draft.coverages,
      tileSize: job.job.processing.tileSize,
      workerCount: workerCount)
  }

  var workerCount: Int { job.job.processing.threadCount ?? WorkerPool.processorCount }

  /// What the picture shows as red, green and blue: natural colours where the
  /// mosaic has them, else near infrared first, else the first band thrice.
  func pictureRoles(_ bands: ResolvedBands) -> [BandRole] {
    let known = Set(bands.roles)
    for choice in [
      [BandRole.red, .green, .blue], [.nearInfrared, .red, .green], [.nearInfrared, .redEdge, .red],
    ]
    where known.isSuperset(of: choice) {
      return choice
    }
    return Array(repeating: bands.roles.first ?? .green, count: 3)
  }

  private func legend() throws -> Legend {
    if let legend = job.legend { return legend }
    let covered = Legend.Entry(
      code: 0, name: "covered", color: Legend.Color(red: 0xb0, green: 0xa4, blue: 0x8c), kind: .stuff,
      group: .other)
    return try Legend([covered])
  }
}
