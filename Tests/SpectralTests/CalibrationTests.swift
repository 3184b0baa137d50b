import Pixels
import Spectral
import Testing

@Suite struct CalibrationTests {
  static let names = [band("green"), band("red"), band("nir")]

  static func resolve(
    _ mosaic: MosaicDescription, _ bands: BandRequest = .automatic,
    _ request: CalibrationRequest = .automatic
  ) throws -> MosaicCalibration {
    let resolved = try BandResolver.resolve(mosaic: mosaic, request: bands)
    return try MosaicCalibration.resolve(mosaic: mosaic, bands: resolved, request: request)
  }

  @Test func `the profile scales 16-bit reflectance and thermal counts`() throws {
    let file = mosaic(Array(repeating: band(), count: 6))
    let calibration = try Self.resolve(file, .profile("micasense-altum"))
    #expect(calibration[.red] == .reflectance(scale: 1.0 / 32768, offset: 0))
    #expect(calibration[.thermal] == .kelvin(scale: 0.01, offset: 0))
    #expect(calibration.evidence[.red] == .profile("micasense-altum"))
    #expect(calibration.isReflectance)
  }

  @Test func `the file's own scale outranks the profile, and the job outranks both`() throws {
    var bands = Array(repeating: band(), count: 5)
    for index in bands.indices { bands[index].scale = 0.0001 }
    let file = mosaic(bands)
    let own = try Self.resolve(file, .profile("micasense-rededge-m"))
    #expect(own[.nearInfrared] == .reflectance(scale: 0.0001, offset: 0))
    #expect(own.evidence[.nearInfrared] == .file)
    let job = try Self.resolve(file, .profile("micasense-rededge-m"), .reflectance(scale: 0.5, offset: 1))
    #expect(job[.nearInfrared] == .reflectance(scale: 0.5, offset: 1))
    #expect(try Self.resolve(file, .profile("micasense-rededge-m"), .counts)[.red] == .counts)
  }

  @Test(arguments: [
    (SampleType.float32, Calibration.reflectance(scale: 1, offset: 0)), (.uint16, .counts), (.uint8, .counts),
    (.int16, .counts),
  ])
  func `without a scale the sample type decides`(type: SampleType, expected: Calibration) throws {
    #expect(try Self.resolve(mosaic(Self.names, type: type))[.red] == expected)
  }

  @Test func `a product-dependent profile leaves counts`() throws {
    let file = mosaic(Array(repeating: band(), count: 4))
    let calibration = try Self.resolve(file, .profile("dji-mavic-3m"))
    #expect(calibration[.red] == .counts)
    #expect(calibration.evidence[.red] == MosaicCalibration.Evidence.none)
    #expect(!calibration.isReflectance)
  }

  @Test func `scales that cannot be right are refused`() throws {
    var bands = Self.names
    bands[0].scale = 0.5
    #expect(throws: CalibrationError.mixedScales(scaled: [.green], unscaled: [.red, .nearInfrared])) {
      try Self.resolve(mosaic(bands))
    }
    #expect(throws: CalibrationError.unusableScale(band: .green, scale: 0, offset: 0)) {
      try Self.resolve(mosaic(Self.names), .automatic, .reflectance(scale: 0, offset: 0))
    }
  }

  static func check(_ values: [BandRole: [Float]], _ calibration: Calibration) throws {
    let samples = try values.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      try CalibrationSample(role: $0.key, values: $0.value)
    }
    try CalibrationSample.check(
      samples, calibration: MosaicCalibration(bands: values.mapValues { _ in calibration }, evidence: [:]))
  }

  @Test func `counts taken as reflectance are out of range`() {
    let counts = (0..<1000).map { Float($0 * 30) }
    let error = #expect(throws: CalibrationError.self) {
      try Self.check([.red: counts], .reflectance(scale: 1, offset: 0))
    }
    #expect(error == .outOfRange(band: .red, found: 570...29970, expected: 0...1))
    #expect(
      error?.description
        == "band red has values from 570 to 29970, expected 0 to 1; its scale cannot be right")
  }

  @Test func `reflectance scaled twice and nodata left in are out of range`() {
    let dark = (0..<1000).map { Float($0) / 1000 / 32768 }
    #expect(throws: CalibrationError.self) { try Self.check([.red: dark], .reflectance(scale: 1, offset: 0)) }
    let holes = (0..<1000).map { Float($0 < 100 ? -10000 : 0.2) }
    #expect(throws: CalibrationError.self) {
      try Self.check([.red: holes], .reflectance(scale: 1, offset: 0))
    }
  }

  @Test func `bright targets, glint and one dark band are legal`() throws {
    var bright = (0..<1000).map { Float($0) / 1000 * 1.2 }
    bright[5] = 40
    bright[6] = .nan
    let dark = [Float](repeating: 0.001, count: 1000)
    try Self.check([.red: dark, .nearInfrared: bright], .reflectance(scale: 1, offset: 0))
    try Self.check([.red: (0..<1000).map { Float($0 * 30) }], .counts)
    try Self.check([.thermal: [295, 310]], .kelvin(scale: 0.01, offset: 0))
    #expect(throws: CalibrationError.self) {
      try Self.check([.thermal: [29500, 31000]], .kelvin(scale: 1, offset: 0))
    }
  }

  @Test func `a sample without values is an error`() {
    #expect(throws: CalibrationError.noValidPixels(band: .red)) {
      try CalibrationSample(role: .red, values: [Float.nan, .infinity])
    }
  }
}
