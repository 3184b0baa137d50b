import Grid
import Pixels
import Simulation
import Testing

@Suite struct DatesTests {
  private func instances(_ scene: FarmScene) -> (
    crop: [UInt64: SceneInstance], weeds: [UInt64: SceneInstance]
  ) {
    let all = scene.instances(in: PixelWindow(scene.size))
    func table(_ code: ClassCode) -> [UInt64: SceneInstance] {
      Dictionary(uniqueKeysWithValues: all.filter { $0.code == code }.map { ($0.id, $0) })
    }
    return (table(1), table(2))
  }

  @Test func `the same plants stand in the same places and have grown`() throws {
    let before = instances(try Shared.first.get()).crop
    let after = instances(try Shared.second.get()).crop
    #expect(before.count > 200)
    #expect(Set(before.keys) == Set(after.keys))
    for (id, plant) in before {
      let later = try #require(after[id])
      #expect(later.centre == plant.centre && later.reachMetres > plant.reachMetres)
    }
  }

  @Test func `some weeds are gone, some are new and the others have grown`() throws {
    let before = instances(try Shared.first.get()).weeds
    let after = instances(try Shared.second.get()).weeds
    let stayed = before.keys.filter { after[$0] != nil }
    let gone = Double(before.count - stayed.count) / Double(before.count)
    #expect(before.count > 60)
    #expect((0.4...0.8).contains(gone))
    #expect(after.count - stayed.count > 10)
    for id in stayed {
      #expect(try #require(after[id]).reachMetres > #require(before[id]).reachMetres)
      #expect(after[id]?.centre == before[id]?.centre)
    }
  }

  @Test func `disease spreads`() throws {
    let window = PixelWindow(try Shared.first.get().size)
    let before = try Shared.first.get().foci(in: window)
    let after = try Shared.second.get().foci(in: window)
    #expect(!before.isEmpty && after.count >= before.count)
    for focus in before {
      let later = try #require(after.first { $0.centre == focus.centre })
      #expect(later.radiusMetres > focus.radiusMetres)
    }
    let counts = [try Shared.firstRendering.get(), try Shared.secondRendering.get()].map {
      $0.labels.count { $0 == 3 }
    }
    #expect(counts[1] > counts[0])
  }

  @Test func `the second date has its own light and georeference`() throws {
    let (first, second) = (try Shared.first.get(), try Shared.second.get())
    #expect(first.surveyTransform == second.surveyTransform)
    #expect(first.transform == first.surveyTransform)
    #expect(abs(second.transform.originX - first.transform.originX - 0.21) < 1e-6)
    #expect(first.fields == second.fields && first.rowLines == second.rowLines)
    let light = [try Shared.firstRendering.get(), try Shared.secondRendering.get()].map { $0.mean(.blue, 0) }
    #expect(light[1] < 0.99 * light[0])
  }
}
