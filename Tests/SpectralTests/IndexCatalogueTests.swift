import Pixels
import Spectral
import Testing

@Suite struct IndexCatalogueTests {
  static let standard = IndexCatalogue.standard

  static func custom(_ formulas: [(String, String)]) throws -> IndexCatalogue {
    try standard.adding(formulas.map { IndexDefinition($0.0, "", $0.1) })
  }

  @Test func `indices are written out over bands`() throws {
    let expression = try Self.standard.parse("exgr > 0.1 and NDVI >= 0.3")
    let expanded = try Self.standard.expand(expression)
    #expect(expanded.names == ["red", "green", "blue", "nir"])
    #expect(expanded.evaluate(IndexFormulaTests.reflectance) == 1)
  }

  @Test func `custom indices may name others in any order`() throws {
    let catalogue = try Self.custom([("twice", "2 * Once"), ("once", "ndvi + 0.5")])
    let expression = try catalogue.expand(catalogue.parse("twice"))
    #expect(expression.description == "2 * ((nir - red) / (nir + red) + 0.5)")
    #expect(catalogue["TWICE"]?.formula == "2 * Once")
  }

  @Test func `circles are errors`() {
    #expect(throws: IndexError.cycle(["a", "b", "c", "a"])) {
      try Self.custom([("a", "b + 1"), ("b", "c + 1"), ("c", "a + 1")])
    }
    #expect(throws: IndexError.cycle(["a", "a"])) { try Self.custom([("a", "a + 1")]) }
  }

  @Test func `unusable definitions are errors`() {
    #expect(throws: IndexError.repeatedKey("ndvi")) { try Self.custom([("NDVI", "nir")]) }
    for key in ["nir", "otsu", "a b", "", "alpha"] {
      #expect(throws: IndexError.unusableKey(key)) { try Self.custom([(key, "red")]) }
    }
    #expect(throws: IndexError.automaticThreshold(key: "a")) { try Self.custom([("a", "ndvi > otsu")]) }
    let error = #expect(throws: IndexError.self) { try Self.custom([("a", "redd + 1")]) }
    #expect(error?.description == "index 'a': column 1: unknown name 'redd', did you mean 'red'")
  }

  @Test func `an index that grows without bound is refused`() {
    let doubling = (1...40).map { ("d\($0)", $0 == 1 ? "nir + nir" : "d\($0 - 1) + d\($0 - 1)") }
    #expect(throws: IndexError.self) { try Self.custom(doubling) }
    let chain = (1...1000).map { ("c\($0)", $0 == 1 ? "nir" : "-c\($0 - 1)") }
    #expect(throws: IndexError.self) { try Self.custom(chain) }
  }

  @Test func `an expression that grows too large is refused`() throws {
    let wide = (1...12).map { ("d\($0)", $0 == 1 ? "nir + nir" : "d\($0 - 1) + d\($0 - 1)") }
    let catalogue = try Self.custom(wide)
    _ = try catalogue.expand(.name("d12"))
    let expression = try catalogue.parse("d12 + d12 + d12")
    #expect(throws: IndexError.tooLarge("d12 + d12 + d12")) { try catalogue.expand(expression) }
  }

  @Test func `needs are those of everything that is named`() throws {
    let requirement = Self.standard.requirement(of: try Self.standard.parse("tcari_osavi > 0.5 and blue > 0"))
    #expect(requirement.roles == [.blue, .green, .red, .redEdge, .nearInfrared])
    #expect(requirement.scales == [.reflectance])
    #expect(Self.standard.requirement(of: try Self.standard.parse("cive + exg")).scales == [.counts8])
    let catalogue = try Self.custom([("shifted", "ndvi * savi"), ("own", "red + 1"), ("plain", "red - blue")])
    #expect(catalogue.requirement(of: .name("shifted")).scales == [.reflectance])
    #expect(catalogue.requirement(of: .name("own")).scales == [.reflectance])
    #expect(catalogue.requirement(of: .name("plain")).scales == [])
  }

  static func availability(
    _ key: String, code: String, type: SampleType, _ request: CalibrationRequest = .automatic
  ) throws -> IndexAvailability? {
    let code = try BandCode(code)
    let file = mosaic(code.roles.map { _ in band() }, type: type)
    let bands = try BandResolver.resolve(mosaic: file, request: .code(code))
    let calibration = try MosaicCalibration.resolve(mosaic: file, bands: bands, request: request)
    let one = standard.availability(of: .name(key), with: bands, calibration: calibration)
    #expect(standard.availability(with: bands, calibration: calibration)[key] == one)
    return one
  }

  @Test func `an index is available or the reason is told`() throws {
    #expect(try Self.availability("exg", code: "RGB", type: .uint8) == .available)
    #expect(try Self.availability("ndvi", code: "RGB", type: .uint8) == .missing([.nearInfrared]))
    #expect(try Self.availability("ndvi", code: "RGN", type: .uint16) == .available)
    #expect(
      try Self.availability("savi", code: "RGN", type: .uint16) == .needsReflectance([.red, .nearInfrared]))
    #expect(
      try Self.availability("savi", code: "RGN", type: .uint16, .reflectance(scale: 1e-4, offset: 0))
        == .available)
    #expect(try Self.availability("savi", code: "RGN", type: .float32) == .available)
    #expect(try Self.availability("cive", code: "RGB", type: .uint8) == .available)
    #expect(try Self.availability("cive", code: "RGB", type: .uint16) == .needsCounts8)
    #expect(try Self.availability("cive", code: "RGB", type: .float32) == .needsCounts8)
    #expect("\(IndexAvailability.missing([.nearInfrared, .redEdge]))" == "missing nir, rededge")
  }
}
