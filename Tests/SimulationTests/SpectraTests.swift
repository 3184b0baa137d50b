import Grid
import Pixels
import Simulation
import Testing

@Suite struct SpectraTests {
  @Test func `NDVI orders the classes`() throws {
    for rendering in [try Shared.firstRendering.get(), try Shared.secondRendering.get()] {
      let (soil, crop) = (rendering.meanNDVI(0), rendering.meanNDVI(1))
      let (weed, sick) = (rendering.meanNDVI(2), rendering.meanNDVI(3))
      #expect(soil < 0.35 && crop > 0.7)
      #expect(soil + 0.2 < weed && weed < crop)
      #expect(soil + 0.2 < sick && sick < crop - 0.05)
    }
  }

  /// The change of the sick pixels' mean in each band, against no severity.
  private func change(severity: Double) throws -> [BandRole: Double] {
    var parameters = SceneParameters.small()
    let window = PixelWindow(columns: 60..<360, rows: 60..<300)
    parameters.diseaseSeverity = severity
    let sick = Rendering(try FarmScene(parameters: parameters), window)
    parameters.diseaseSeverity = 0
    let healthy = Rendering(try FarmScene(parameters: parameters), window)
    #expect(sick.labels == healthy.labels)
    let roles: [BandRole] = [.green, .red, .redEdge, .nearInfrared]
    return Dictionary(
      uniqueKeysWithValues: roles.map { ($0, sick.mean($0, 3) / healthy.mean($0, 3) - 1) })
  }

  @Test func `disease lowers near infrared and red edge before green`() throws {
    let early = try change(severity: 0.4)
    let (green, redEdge) = (try #require(early[.green]), try #require(early[.redEdge]))
    let nearInfrared = try #require(early[.nearInfrared])
    #expect(abs(green) < 0.02)
    #expect(redEdge < -0.03 && nearInfrared < redEdge)
    let late = try change(severity: 1)
    #expect(try #require(late[.green]) > 0.03 && #require(late[.red]) > 0.3)
    #expect(try #require(late[.nearInfrared]) < 1.8 * nearInfrared)
  }

  @Test func `a threshold on excess green finds the vegetation`() throws {
    for rendering in [try Shared.firstRendering.get(), try Shared.secondRendering.get()] {
      let (blue, green, red) = (
        Array(rendering.plane(.blue)), Array(rendering.plane(.green)), Array(rendering.plane(.red))
      )
      var (both, either) = (0, 0)
      for (index, code) in rendering.labels.enumerated() where code != .nodata {
        let sum = blue[index] + green[index] + red[index]
        let found = (2 * green[index] - red[index] - blue[index]) / sum > 0.25
        if found && code > 0 { both += 1 }
        if found || code > 0 { either += 1 }
      }
      #expect(Double(both) / Double(either) > 0.8)
    }
  }
}
