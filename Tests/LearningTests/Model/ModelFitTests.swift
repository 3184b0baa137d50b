import Learning
import Pixels
import Spectral
import Testing

@Suite struct `Models and flights` {
  private func flight(
    roles: [BandRole] = [.red, .green, .blue, .nearInfrared], calibration: Calibration = .counts,
    type: SampleType = .uint8, side: Double? = 0.003
  ) -> ModelFit.Flight {
    ModelFit.Flight(
      name: "north", roles: roles,
      calibration: MosaicCalibration(
        bands: Dictionary(uniqueKeysWithValues: roles.map { ($0, calibration) }), evidence: [:]),
      sampleType: type, pixelSideMetres: side)
  }

  private func refusal(_ flight: ModelFit.Flight, text: String = CardTexts.full) throws -> String {
    let fit = ModelFit(try CardTexts.decode(text))
    do {
      try fit.check(flight)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func `a flight that fits is taken`() throws {
    #expect(try refusal(flight()) == "")
    #expect(try refusal(flight(side: 0.0015)) == "" && refusal(flight(side: 0.006)) == "")
    let reflectance = flight(calibration: .reflectance(scale: 0.001, offset: 0), type: .uint16, side: nil)
    #expect(try refusal(reflectance, text: CardTexts.minimal) == "")
  }

  @Test func `bands that are missing are named`() throws {
    #expect(
      try refusal(flight(roles: [.red, .nearInfrared]))
        == "model 'potato-weed' reads green, blue, but flight 'north' has red, nir")
    #expect(try refusal(flight(roles: [])).hasSuffix("flight 'north' has no band with a role"))
  }

  @Test func `another scale is refused`() throws {
    #expect(
      try refusal(flight(calibration: .reflectance(scale: 1, offset: 0)))
        == "model 'potato-weed' was trained on counts (uint8), but red of flight 'north' is reflectance")
    #expect(try refusal(flight(type: .uint16)).hasSuffix("is counts (uint16)"))
    #expect(
      try refusal(flight(type: .uint16), text: CardTexts.minimal)
        == "model 'small' was trained on reflectance, but red of flight 'north' is counts (uint16)")
  }

  @Test func `pixels that are too small or too large are refused`() throws {
    #expect(
      try refusal(flight(side: 0.012))
        == "model 'potato-weed' takes pixels of 0.15 to 0.6 cm, but those of flight 'north' are 1.2 cm")
    #expect(try refusal(flight(side: 0.0014)).hasSuffix("are 0.14 cm"))
    #expect(try refusal(flight(side: nil)).hasSuffix("but those of 'north' have no size on the ground"))
  }

  @Test func `a job's legend must have the model's classes and may have more`() throws {
    let card = try CardTexts.decode(CardTexts.full)
    let fit = ModelFit(card)
    func refusal(_ entries: [Legend.Entry]) throws -> String {
      let legend = try Legend(entries)
      do {
        try fit.check(legend, ofJob: "farm")
        return ""
      } catch {
        return "\(error)"
      }
    }
    var entries = card.legend.entries
    #expect(try refusal(entries) == "")
    let black = Legend.Color(red: 0, green: 0, blue: 0)
    entries.append(.init(code: 9, name: "stone", color: black, kind: .stuff, group: .other))
    entries[0].color = black
    #expect(try refusal(entries) == "")
    entries[2].name = "thistle"
    #expect(
      try refusal(entries)
        == "class 3 is 'weed' in model 'potato-weed', but 'thistle' in the legend of job 'farm'")
    entries.remove(at: 2)
    #expect(
      try refusal(entries)
        == "model 'potato-weed' has class 3 'weed', but the legend of job 'farm' has no class 3")
  }
}
