import GeoFiles
import Grid
import Pixels
import Spectral

/// Everything that can be told of a mosaic without a job.
struct MosaicInspection {
  /// Something that could not be told, and how to say it.
  struct Unknown {
    var what: String
    var remedy: String?
  }

  /// The mosaic.
  let file: MosaicFile
  /// Which band is which; `nil` where nothing tells.
  private(set) var bands: ResolvedBands?
  /// What the samples mean; `nil` without bands.
  private(set) var calibration: MosaicCalibration?
  /// What the pixels are like.
  let summary: MosaicSummary
  /// The true area of the pixel in the middle; `nil` without a place on earth.
  let pixelAreaSquareMetres: Double?
  /// What could not be told.
  private(set) var unknowns: [Unknown] = []
  /// What a person should know, a sentence each.
  private(set) var warnings: [String]

  /// Opens a mosaic, tells its bands and reads its pixels.
  ///
  /// - Throws: What is wrong with the files; what is wrong with the bands is
  ///   among `unknowns` instead.
  init(_ paths: [String], options: MosaicOptions) throws {
    file = try MosaicFile.open(BandFiles.locator(paths))
    summary = try MosaicSummary.make(of: file)
    pixelAreaSquareMetres = try file.grid.map { grid in
      try grid.crs.pixelArea(
        grid.transform,
        at: GridPoint(column: Double(grid.size.width) / 2, row: Double(grid.size.height) / 2))
    }
    warnings = file.warnings.filter { !Self.unknownPlaces.contains($0) }
    try tellBands(options)
    tellCalibration(options)
    tellPlace()
    warnings += summary.warnings
  }

  private mutating func tellBands(_ options: MosaicOptions) throws {
    do {
      let bands = try BandResolver.resolve(mosaic: file.mosaic, request: try options.bandRequest())
      warnings += bands.warnings.map(\.description)
      self.bands = bands
    } catch let error as BandResolutionError {
      unknowns.append(Unknown(what: error.description, remedy: MosaicOptions.remedy(error)))
    }
  }

  private mutating func tellCalibration(_ options: MosaicOptions) {
    guard let bands else { return }
    do throws(CalibrationError) {
      let calibration = try MosaicCalibration.resolve(
        mosaic: file.mosaic, bands: bands, request: options.calibrationRequest)
      self.calibration = calibration
      try CalibrationSample.check(samples(bands, calibration), calibration: calibration)
    } catch {
      unknowns.append(
        Unknown(
          what: error.description,
          remedy: MosaicOptions.scaleRemedy))
    }
  }

  /// Warnings of the file that are told as unknown here.
  private static let unknownPlaces = ["no reference system", "no georeference"]

  private mutating func tellPlace() {
    if file.crs == nil {
      unknowns.append(
        Unknown(
          what: "the mosaic does not say its coordinate reference system",
          remedy: "say it in the job, as in 'sensor: {crs: EPSG:32632}'"))
    }
    if !file.isGeoreferenced {
      unknowns.append(
        Unknown(
          what: "the mosaic does not say where it lies",
          remedy: "a single frame of a camera cannot be used: make an orthomosaic of the flight first"))
    }
  }

  private func samples(_ bands: ResolvedBands, _ calibration: MosaicCalibration) -> [CalibrationSample] {
    bands.roles.filter { $0 != .alpha }.compactMap { role in
      guard let found = summary.bands.first(where: { $0.number == bands.bandNumber[role] }) else {
        return nil
      }
      return found.sample(of: role, calibration[role])
    }
  }

  /// The area of all pixels, covered or not; `nil` without a place on earth.
  var areaHectares: Double? {
    pixelAreaSquareMetres.map { $0 * Double(file.mosaic.size.pixelCount) / 10_000 }
  }

  /// The role of a band; alpha where the band is that.
  func role(of band: BandDescription) -> BandRole? {
    if file.mosaic.mask == .alpha(band: band.number) { return .alpha }
    return bands?.bandNumber.first { $0.value == band.number }?.key
  }
}

extension MosaicSummary.Band {
  /// The spread of the calibrated values; `nil` without a valid sample.
  func sample(of role: BandRole, _ calibration: Calibration) -> CalibrationSample? {
    guard validCount > 0, let maximum, let lower = percentile(0.02), let upper = percentile(0.98) else {
      return nil
    }
    func calibrated(_ stored: Double) -> Double { stored * calibration.scale + calibration.offset }
    return CalibrationSample(
      role: role, lower: calibrated(lower), upper: calibrated(upper), maximum: calibrated(maximum))
  }

  /// The value below which a share of the samples lies, from the histogram.
  func percentile(_ share: Double) -> Double? {
    let total = histogram.reduce(0, +)
    guard total > 0, let minimum, let maximum else { return nil }
    let wanted = share * Double(total)
    var below = 0.0
    let width = (histogramUpper - histogramLower) / Double(histogram.count)
    for (bin, count) in histogram.enumerated() where count > 0 {
      if below + Double(count) >= wanted {
        let value = histogramLower + (Double(bin) + (wanted - below) / Double(count)) * width
        return min(max(value, minimum), maximum)
      }
      below += Double(count)
    }
    return maximum
  }
}
