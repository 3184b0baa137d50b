import Grid
import Pixels
import Spectral
import Testing

/// A mosaic of small size with bands that are told in several ways.
func mosaic(
  _ bands: [BandDescription], type: SampleType = .uint16, mask: MosaicDescription.Mask = .none
) -> MosaicDescription {
  let numbered = bands.enumerated().map { index, band in
    var band = band
    band.number = index + 1
    return band
  }
  return MosaicDescription(
    size: PixelSize(width: 10, height: 10), bands: numbered, sampleType: type,
    blockSize: PixelSize(width: 10, height: 1), mask: mask)
}

func band(_ name: String = "", _ role: BandRole? = nil, nm wavelength: Double? = nil) -> BandDescription {
  BandDescription(number: 0, name: name, role: role, wavelengthNanometres: wavelength)
}

@Suite struct BandNameTests {
  @Test(arguments: [
    ("blue", BandRole.blue), ("Green", .green), ("RED", .red), ("rededge", .redEdge),
    ("red edge", .redEdge), ("Red Edge 717", .redEdge), ("RedEdge-740", .redEdge),
    ("red_edge_mean", .redEdge),
    ("RE", .redEdge), ("NIR", .nearInfrared), ("nir_mean", .nearInfrared), ("near-infrared", .nearInfrared),
    ("NearInfraRed", .nearInfrared), ("Near IR", .nearInfrared), ("NIR842", .nearInfrared),
    ("LWIR", .thermal), ("thermal infrared", .thermal), ("Blue-444", .blue), ("mean red 668nm", .red),
    ("R", .red), ("g", .green), ("Alpha", .alpha),
  ])
  func `a description names a role`(name: String, role: BandRole) {
    #expect(BandRole(bandName: name) == role)
  }

  @Test(arguments: [
    "", "Band 1", "B1", "5", "reduced", "evergreen", "infrared", "infra red", "far red", "red green ratio",
    "NDVI (nir, red)", "DSM",
  ])
  func `anything else names none`(name: String) { #expect(BandRole(bandName: name) == nil) }

  @Test(arguments: [
    ("RGB", [BandRole.red, .green, .blue]), ("BGRReN", [.blue, .green, .red, .redEdge, .nearInfrared]),
    ("GRReN", [.green, .red, .redEdge, .nearInfrared]), ("RGN", [.red, .green, .nearInfrared]),
    ("bgrren", [.blue, .green, .red, .redEdge, .nearInfrared]), ("RGBA", [.red, .green, .blue]),
    ("BGRNRe", [.blue, .green, .red, .nearInfrared, .redEdge]),
    ("BGRReNL", [.blue, .green, .red, .redEdge, .nearInfrared, .thermal]),
    ("NRB", [.nearInfrared, .red, .blue]),
  ])
  func `a code names roles in order`(code: String, roles: [BandRole]) throws {
    #expect(try BandCode(code).roles == roles)
  }

  @Test(arguments: ["", "A", "RGX", "EGB", "R G B"]) func `a code of other letters is refused`(code: String) {
    #expect(throws: BandResolutionError.unreadableCode(code)) { try BandCode(code) }
  }

  @Test func `a code that names a role twice is refused`() {
    #expect(throws: BandResolutionError.repeatedRoleInCode("RGR", role: .red)) { try BandCode("RGR") }
  }

  @Test func `one word names a profile or an order`() throws {
    #expect(try BandRequest("Parrot-Sequoia") == .profile("parrot-sequoia"))
    #expect(try BandRequest("GRReN") == .code(BandCode("GRReN")))
    #expect(throws: BandResolutionError.unknownProfile("parrot-sequoja", nearest: "parrot-sequoia")) {
      try BandRequest("parrot-sequoja")
    }
    #expect(throws: BandResolutionError.unreadableCode("GXB")) { try BandRequest("GXB") }
  }
}

@Suite struct BandResolverTests {
  static let five = Array(repeating: band(), count: 5)
  static let order: [BandRole: Int] = [.blue: 1, .green: 2, .red: 3, .redEdge: 4, .nearInfrared: 5]

  @Test func `what the job says comes first, and contradictions are told`() throws {
    let file = mosaic([band("Red"), band("Green"), band("Blue")])
    let bands = try BandResolver.resolve(mosaic: file, request: .numbers([.red: 3, .green: 2]))
    #expect(bands.bandNumber == [.red: 3, .green: 2])
    #expect(bands.evidence == [.red: .job, .green: .job])
    #expect(bands.warnings == [.contradiction(band: 3, used: .red, told: .blue, by: "description")])
  }

  @Test func `a code gives the order of the data bands`() throws {
    let file = mosaic(Self.five + [band("", .alpha)], mask: .alpha(band: 6))
    let bands = try BandResolver.resolve(mosaic: file, request: .code(BandCode("BGRReN")))
    #expect(bands.bandNumber == Self.order)
    #expect(bands.evidence[.nearInfrared] == .job)
  }

  @Test func `a profile outranks a colour interpretation that covers some bands only`() throws {
    let file = mosaic([band("", .red), band("", .green), band("", .blue), band(), band()], type: .float32)
    let bands = try BandResolver.resolve(mosaic: file, request: .profile("MicaSense-RedEdge-M"))
    #expect(bands.bandNumber == Self.order)
    #expect(bands.evidence[.blue] == .profile("micasense-rededge-m"))
    #expect(bands.profile?.name == "micasense-rededge-m")
    #expect(bands.warnings.isEmpty)
    #expect(throws: BandResolutionError.self) { try BandResolver.resolve(mosaic: file) }
  }

  @Test func `descriptions tell the order, red edge apart from red`() throws {
    let file = mosaic([band("Blue"), band("Green"), band("Red"), band("NIR"), band("Red edge")])
    let bands = try BandResolver.resolve(mosaic: file)
    #expect(bands.bandNumber == [.blue: 1, .green: 2, .red: 3, .redEdge: 5, .nearInfrared: 4])
    #expect(Set(bands.evidence.values) == [.description])
    #expect(bands.roles == [.blue, .green, .red, .redEdge, .nearInfrared])
  }

  @Test func `wavelengths tell what descriptions leave open`() throws {
    let file = mosaic([band("Band 1", nm: 550), band("", nm: 660), band("", nm: 735), band("nir", nm: 790)])
    let bands = try BandResolver.resolve(mosaic: file)
    #expect(bands.bandNumber == [.green: 1, .red: 2, .redEdge: 3, .nearInfrared: 4])
    #expect(
      bands.evidence == [
        .green: .wavelength, .red: .wavelength, .redEdge: .wavelength, .nearInfrared: .description,
      ])
  }

  @Test func `of several bands of one role the nearest is used, and it is said`() throws {
    let file = mosaic([band("Red-650"), band("Red-668"), band("NIR"), band("other")])
    let bands = try BandResolver.resolve(mosaic: file)
    #expect(bands.bandNumber == [.red: 2, .nearInfrared: 3])
    #expect(bands.evidence[.red] == .wavelength)
    #expect(bands.warnings == [.chosen(role: .red, band: 2, others: [1]), .unknownRole(bands: [4])])
  }

  @Test func `equal descriptions are ambiguous`() {
    let file = mosaic([band("red"), band("red"), band("nir")])
    #expect(throws: BandResolutionError.ambiguousRole(.red, bands: [1, 2], found: file.bands)) {
      try BandResolver.resolve(mosaic: file)
    }
  }

  @Test func `a colour interpretation of every data band counts`() throws {
    let file = mosaic(
      [band("", .blue), band("", .green), band("", .red), band("", .alpha)], mask: .alpha(band: 4))
    let bands = try BandResolver.resolve(mosaic: file)
    #expect(bands.bandNumber == [.blue: 1, .green: 2, .red: 3])
    #expect(Set(bands.evidence.values) == [.colour])
  }

  @Test func `three bands of 8 bits are a colour mosaic, and it is said`() throws {
    for extra in [[], [band("", .alpha)]] {
      let file = mosaic(
        [band(), band(), band()] + extra, type: .uint8, mask: extra.isEmpty ? .none : .alpha(band: 4))
      let bands = try BandResolver.resolve(mosaic: file)
      #expect(bands.bandNumber == [.red: 1, .green: 2, .blue: 3])
      #expect(bands.profile?.name == "rgb")
      #expect(bands.warnings == [.countOnly(profile: "rgb")])
    }
  }

  @Test(arguments: [
    (1, SampleType.uint8), (3, .uint16), (4, .uint8), (4, .uint16), (5, .uint16), (5, .float32),
  ])
  func `an unknown order is refused with the bands found`(count: Int, type: SampleType) throws {
    let file = mosaic((1...count).map { band("Band \($0)") }, type: type)
    let error = #expect(throws: BandResolutionError.unknownOrder(found: file.bands)) {
      try BandResolver.resolve(mosaic: file)
    }
    #expect(error?.description.contains("band 1 'Band 1'") == true)
    #expect(error?.remedy?.contains("BGRReN") == true)
  }

  @Test func `what does not fit the mosaic is refused`() throws {
    let file = mosaic(Self.five + [band("", .alpha)], mask: .alpha(band: 6))
    func resolve(_ request: BandRequest) throws {
      _ = try BandResolver.resolve(mosaic: file, request: request)
    }
    let data = Array(file.bands.prefix(5))
    #expect(throws: BandResolutionError.noSuchBand(role: .red, number: 7, found: data)) {
      try resolve(.numbers([.red: 7]))
    }
    #expect(throws: BandResolutionError.alphaIsNotData(role: .red, number: 6)) {
      try resolve(.numbers([.red: 6]))
    }
    #expect(throws: BandResolutionError.sharedBand(number: 1, roles: [.green, .red])) {
      try resolve(.numbers([.red: 1, .green: 1]))
    }
    #expect(throws: BandResolutionError.countMismatch(said: "RGB", expected: 3, found: data)) {
      try resolve(.code(BandCode("RGB")))
    }
    #expect(throws: BandResolutionError.countMismatch(said: "micasense-altum", expected: 6, found: data)) {
      try resolve(.profile("micasense-altum"))
    }
    #expect(throws: BandResolutionError.unknownProfile("micasense-altun", nearest: "micasense-altum")) {
      try resolve(.profile("micasense-altun"))
    }
    let empty = mosaic([band("alpha")])
    #expect(throws: BandResolutionError.noDataBands) { try BandResolver.resolve(mosaic: empty) }
  }

  @Test func `profiles have distinct names and distinct roles that fit their wavelengths`() {
    let profiles = SensorProfile.standard
    #expect(Set(profiles.map(\.name)).count == profiles.count)
    for profile in profiles {
      let roles = profile.bands.compactMap(\.role)
      #expect(Set(roles).count == roles.count)
      for band in profile.bands {
        guard let role = band.role, let wavelength = band.wavelengthNanometres else { continue }
        #expect(BandRole(wavelengthNanometres: wavelength) == role, "\(profile.name) \(wavelength)")
      }
    }
    #expect(
      SensorProfile.named("micasense-dual")?.bandNumber == [
        .blue: 1, .green: 4, .red: 6, .redEdge: 8, .nearInfrared: 10,
      ])
  }
}
