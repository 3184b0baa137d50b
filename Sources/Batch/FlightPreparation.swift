import FieldStatistics
import GeoFiles
import Grid
import JobDefinition
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
  var thresholds: [Threshold]
  var legend: Legend
  var components: [ComponentRule]
  var plan: FlightPlan
  var warnings: [String]
}

/// Lays a job over one mosaic.
struct FlightPreparation {
  let job: JobPlan
  let candidate: FlightCandidate

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
    var draft = Draft(
      file: file, bands: bands, calibration: calibration, coverages: coverages, pixelArea: pixelArea)
    try draw(&draft)
    let plan = try flightPlan(draft)
    return PreparedFlight(
      file: file, bands: bands, calibration: calibration, grid: grid, pixelAreaSquareMetres: pixelArea,
      fields: fields, thresholds: draft.thresholds, legend: try legend(),
      components: job.job.cleaning.compactMap { componentRule($0, pixelArea: pixelArea) }, plan: plan,
      warnings: file.warnings + bands.warnings.map(\.description) + draft.warnings)
  }

  /// The caps that a job sets.
  static func policy(_ job: Job) -> OpeningPolicy {
    var policy = OpeningPolicy()
    policy.allowsRemote = job.allowsRemote
    policy.maximumPixels = job.limits.maximumPixels
    return policy
  }

  /// What is known while the flight is being prepared.
  private struct Draft {
    var file: MosaicFile
    var bands: ResolvedBands
    var calibration: MosaicCalibration
    var coverages: [FieldCoverage]
    var pixelArea: Double
    var rules: [RuleSegmenter.Rule] = []
    var certainty: Expression?
    var thresholds: [Threshold] = []
    var warnings: [String] = []
    var pixelSideMetres: Double { pixelArea.squareRoot() }
  }

  private var locator: RasterLocator {
    switch candidate.files {
    case .one(let path): RasterLocator(path: path.resolved)
    case .bands(let bands):
      RasterLocator(
        bandFiles: bands.sorted { $0.key.rawValue < $1.key.rawValue }
          .map { RasterLocator.BandFile(path: $0.value.resolved, name: $0.key.rawValue) })
    }
  }

  private func resolveBands(_ mosaic: MosaicDescription) throws(FlightError) -> ResolvedBands {
    do throws(BandResolutionError) {
      let request: BandRequest =
        switch job.job.sensor.bands {
        case .numbers(let numbers): .numbers(numbers)
        case .code(let code): .code(try BandCode(code))
        case nil: job.job.sensor.profile.map { .profile($0) } ?? .automatic
        }
      return try BandResolver.resolve(mosaic: mosaic, request: request)
    } catch {
      throw .bandsUnknown(file: candidate.paths.first ?? "", error)
    }
  }

  private func resolveCalibration(
    _ mosaic: MosaicDescription, _ bands: ResolvedBands
  ) throws(FlightError) -> MosaicCalibration {
    do throws(CalibrationError) {
      return try MosaicCalibration.resolve(
        mosaic: mosaic, bands: bands, request: Self.calibrationRequest(job.job.sensor.scale))
    } catch {
      throw .calibrationUnknown(file: candidate.paths.first ?? "", error)
    }
  }

  private static func calibrationRequest(_ scale: SensorDescription.Scale?) -> CalibrationRequest {
    switch scale {
    case nil: .automatic
    case .counts: .counts
    case .reflectance: .reflectance(scale: 1, offset: 0)
    case .divisor(let divisor): .reflectance(scale: 1 / divisor, offset: 0)
    }
  }

  private func checkIndices(_ bands: ResolvedBands, _ calibration: MosaicCalibration) throws {
    for index in job.indices {
      let availability = job.catalogue.availability(
        of: .name(index.name), with: bands, calibration: calibration)
      guard availability == .available else {
        throw FlightError.indexNotAvailable(
          index.name, file: candidate.paths.first ?? "", reason: "\(availability)")
      }
    }
    for (number, rule) in (job.job.segment?.rules ?? []).enumerated() {
      let condition = try job.catalogue.parse(rule.condition)
      let availability = job.catalogue.availability(of: condition, with: bands, calibration: calibration)
      guard availability == .available else {
        throw FlightError.ruleNotAvailable(
          number: number + 1, condition: rule.condition, file: candidate.paths.first ?? "",
          reason: "\(availability)")
      }
    }
  }

  private func readFields(onto grid: MosaicGrid) throws -> [Field] {
    guard let file = job.job.fields else { return [try wholeMosaic(grid)] }
    let identifier = try identifierColumn(file)
    return try GeoFiles.FieldFile.read(
      path: file.file.resolved, layer: file.layer,
      attributes: FieldAttributes(id: identifier, crop: file.cropColumn, rowSpacing: file.rowSpacingColumn),
      crs: file.referenceSystem, onto: grid)
  }

  /// The column with the fields' ids; `nil` for the features' numbers.
  private func identifierColumn(_ file: JobDefinition.FieldFile) throws -> String? {
    if case .column(let name) = file.identifier { return name }
    let layers = try GeoFiles.FieldFile.describe(path: file.file.resolved).layers
    let layer = file.layer.map { name in layers.first { $0.name == name } } ?? layers.first
    let names = layer?.attributes.map(\.name) ?? []
    let wanted = file.identifier == .standard ? ["field_id", "id", "name"] : ["fid"]
    return wanted.first(where: names.contains)
  }

  /// The one field of a job without boundaries: all that the raster spans.
  private func wholeMosaic(_ grid: MosaicGrid) throws -> Field {
    let (width, height) = (Double(grid.size.width), Double(grid.size.height))
    let corners = [(0, 0), (width, 0), (width, height), (0, height)].map {
      GridPoint(column: $0.0, row: $0.1)
    }
    let outline = [[corners.map(grid.transform.mapPoint)]]
    let area = try grid.crs.areaSquareMetres(of: outline)
    return Field(
      id: "mosaic", parts: [PixelPolygon(outer: corners)], areaSquareMetres: area,
      pixelAreaSquareMetres: area / (width * height), boundaryKey: Field.boundaryKey(of: outline))
  }

  /// Draws the automatic thresholds, checks the calibration on the same
  /// sample, and prepares the certainty where confidence is written.
  private func draw(_ draft: inout Draft) throws {
    let comparisons = job.rules.flatMap(\.condition.automaticComparisons)
    let tested = comparisons.map(\.tested)
    let sample = try sample(tested.isEmpty ? job.indices.map(\.expression) : tested, draft)
    try checkPixels(sample, draft)
    try checkCalibration(sample, draft)
    var values: [String: Double] = [:]
    for (place, comparison) in comparisons.enumerated() where values[comparison.key] == nil {
      do {
        let value = Double(try comparison.method.value(of: sample.values[place]))
        values[comparison.key] = value
        let name = job.thresholdNames[comparison.key] ?? comparison.key
        draft.thresholds.append(
          Threshold(comparison: name, method: comparison.method.description, value: value))
      } catch {
        throw FlightError.noThreshold(
          comparison: job.thresholdNames[comparison.key] ?? comparison.key,
          file: candidate.paths.first ?? "", reason: "\(error)")
      }
    }
    draft.rules = job.rules.map {
      RuleSegmenter.Rule(code: $0.code, condition: $0.condition.fixing(values))
    }
    if job.job.outputs.writesConfidence { try measureSpreads(&draft) }
  }

  private func sample(_ expressions: [Expression], _ draft: Draft) throws -> MosaicSample {
    let segmenter = try RuleSegmenter(
      rules: [], otherwise: 0, indices: expressions.isEmpty ? allBands(draft) : expressions,
      cleaning: ClassFilterChain([]), pixelSideMetres: draft.pixelSideMetres)
    return try MosaicSample(
      flightPlan(draft, segmenter: segmenter, names: expressions.map(\.description)))
  }

  private func allBands(_ draft: Draft) -> [Expression] {
    draft.bands.roles.filter { $0 != .alpha }.map { .name($0.rawValue) }
  }

  /// Refuses a mosaic that holds nothing before a threshold is asked of it.
  private func checkPixels(_ sample: MosaicSample, _ draft: Draft) throws(FlightError) {
    guard let first = sample.bands.first, first.isEmpty else { return }
    let file = candidate.paths.first ?? ""
    if sample.isWhole { throw .noValidPixels(file: file) }
    if job.rules.contains(where: { !$0.condition.automaticComparisons.isEmpty }) {
      throw .noValidPixelsInSample(file: file)
    }
  }

  private func checkCalibration(_ sample: MosaicSample, _ draft: Draft) throws {
    guard let first = sample.bands.first, !first.isEmpty else { return }
    let step = max(1, first.count / 65_536)
    let sampled = try zip(sample.roles, sample.bands).map { role, values in
      try CalibrationSample(
        role: role, values: stride(from: 0, to: values.count, by: step).map { values[$0] })
    }
    do {
      try CalibrationSample.check(sampled, calibration: draft.calibration)
    } catch {
      throw FlightError.implausible(file: candidate.paths.first ?? "", reason: "\(error)")
    }
  }

  private func measureSpreads(_ draft: inout Draft) throws {
    let differences = Array(RuleCertainty.differences(in: draft.rules))
    let sample = try sample(differences.map(\.value), draft)
    var spreads: [Expression: Double] = [:]
    for (place, difference) in differences.enumerated() {
      spreads[difference.key] = RuleCertainty.spread(of: sample.values[place])
    }
    draft.certainty = RuleCertainty(spreads: spreads).expression(for: draft.rules)
  }

  private func flightPlan(_ draft: Draft) throws -> FlightPlan {
    let segmenter = try RuleSegmenter(
      rules: draft.rules, otherwise: job.job.segment?.otherwise ?? 0,
      indices: job.indices.map(\.expression),
      picture: pictureRoles(draft.bands), certainty: draft.certainty, cleaning: localCleaning(),
      pixelSideMetres: draft.pixelSideMetres)
    return flightPlan(draft, segmenter: segmenter, names: job.indices.map(\.name))
  }

  private func flightPlan(_ draft: Draft, segmenter: RuleSegmenter, names: [String]) -> FlightPlan {
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
      workerCount: job.job.processing.threadCount ?? WorkerPool.processorCount)
  }

  /// What the picture shows as red, green and blue: natural colours where the
  /// mosaic has them, else near infrared first, else the first band thrice.
  private func pictureRoles(_ bands: ResolvedBands) -> [BandRole] {
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
