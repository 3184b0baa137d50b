import Grid
import Pixels
import Segmentation
import Testing
import TestSupport

@Suite struct SeamTests {
  static let planeFilters: [any PlaneFilter] = [
    GaussianFilter(sigma: 0.3), GaussianFilter(sigma: 1), GaussianFilter(sigma: 2.4), MeanFilter(size: 1),
    MeanFilter(size: 5), MedianFilter(size: 3), MedianFilter(size: 5),
  ]

  static let classFilters: [any ClassFilter] = [
    MajorityFilter(size: 1), MajorityFilter(size: 3), MajorityFilter(size: 7),
    MorphologicalFilter(.open, code: 1, background: 0, radius: 1),
    MorphologicalFilter(.open, code: 1, background: 0, radius: 3),
    MorphologicalFilter(.close, code: 2, background: 0, radius: 1),
    MorphologicalFilter(.close, code: 2, background: 0, radius: 4), ClassFilterChain([]),
    ClassFilterChain([
      MajorityFilter(size: 3), MorphologicalFilter(.open, code: 1, background: 0, radius: 2),
      MorphologicalFilter(.close, code: 1, background: 0, radius: 1),
    ]),
  ]

  @Test(arguments: 0..<12) func `values are the same bits for any tile size`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let size = randomSize(&generator, upTo: 60)
    let plane = randomValues(size, missing: seed % 3 == 0 ? 0 : 0.2, &generator)
    let tileSize = Int.random(in: 1...24, using: &generator)
    for filter in Self.planeFilters {
      let whole = filter.filtered(plane, size: size)
      let parts = tiled(plane, size: size, tileSize: tileSize, reach: filter.reach) {
        filter.filtered($0, size: $1)
      }
      #expect(parts.map(\.bitPattern) == whole.map(\.bitPattern), "\(filter), \(size), \(tileSize)")
    }
  }

  @Test(arguments: 0..<12) func `classes are the same for any tile size`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let size = randomSize(&generator, upTo: 60)
    let plane = randomClasses(size, &generator)
    let tileSize = Int.random(in: 1...24, using: &generator)
    for filter in Self.classFilters {
      let whole = filter.filtered(plane, size: size)
      let parts = tiled(plane, size: size, tileSize: tileSize, reach: filter.reach) {
        filter.filtered($0, size: $1)
      }
      #expect(parts == whole, "\(filter), \(size), \(tileSize)")
    }
  }

  @Test func `a smaller halo than the reach shows the seam`() {
    var generator = SeededGenerator(seed: 7)
    let size = PixelSize(width: 40, height: 40)
    let values = randomValues(size, missing: 0.1, &generator)
    for filter in Self.planeFilters where filter.reach > 0 {
      let parts = tiled(values, size: size, tileSize: 8, reach: filter.reach - 1) {
        filter.filtered($0, size: $1)
      }
      #expect(parts.map(\.bitPattern) != filter.filtered(values, size: size).map(\.bitPattern))
    }
  }

  @Test func `empty planes stay empty`() {
    let size = PixelSize(width: 0, height: 3)
    for filter in Self.planeFilters { #expect(filter.filtered([], size: size).isEmpty) }
    for filter in Self.classFilters { #expect(filter.filtered([], size: size).isEmpty) }
  }

  @Test func `a chain applies its filters in order and adds their reaches`() {
    let majority = MajorityFilter(size: 5)
    let open = MorphologicalFilter(.open, code: 1, background: 0, radius: 2)
    let chain = ClassFilterChain([majority, open])
    #expect(chain.reach == 6)
    var generator = SeededGenerator(seed: 3)
    let size = PixelSize(width: 30, height: 20)
    let plane = randomClasses(size, &generator)
    let expected = open.filtered(majority.filtered(plane, size: size), size: size)
    #expect(chain.filtered(plane, size: size) == expected)
    #expect(expected != majority.filtered(open.filtered(plane, size: size), size: size))
    #expect(ClassFilterChain([]).filtered(plane, size: size) == plane)
  }
}
