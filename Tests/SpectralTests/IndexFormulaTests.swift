import Spectral
import Testing

/// Values worked out by hand from the papers' formulas, apart from the code.
///
/// Reflectance: blue 0.05, green 0.10, red 0.08, red edge 0.25, near infrared
/// 0.50; counts: red 120, green 140, blue 90.
@Suite struct IndexFormulaTests {
  static let reflectance = ["blue": 0.05, "green": 0.10, "red": 0.08, "rededge": 0.25, "nir": 0.50]
  static let counts = ["red": 120.0, "green": 140, "blue": 90]

  static let values: [(String, Double)] = [
    ("exg", 0.304347826), ("exr", 0.017391304), ("exgr", 0.286956522), ("cive", -7.183),
    ("ngrdi", 0.111111111), ("vari", 0.153846154), ("gli", 0.212121212), ("tgi", 3.7),
    ("mgrvi", 0.219512195), ("rgbvi", 0.428571429), ("veg", 1.461779837), ("gcc", 0.434782609),
    ("ikaw", 0.230769231), ("ndyi", 0.333333333), ("vndvi", 0.372040046),
    ("ndvi", 0.724137931), ("gndvi", 0.666666667), ("bndvi", 0.818181818), ("ndre", 0.333333333),
    ("savi", 0.583333333), ("osavi", 0.567567568), ("msavi2", 0.6), ("evi", 0.654205607),
    ("evi2", 0.620567376), ("dvi", 0.42), ("sr", 6.25), ("msr", 1.949801051), ("rdvi", 0.551487018),
    ("cig", 4), ("cire", 1), ("mcari", 0.4375), ("tcari", 0.22875), ("tcari_osavi", 0.347444581),
    ("mcari2", 0.574608352), ("mtvi2", 0.574608352), ("trivi", 26), ("ndwi", -0.666666667),
    ("arvi", 0.639344262), ("cvi", 4), ("wdrvi", 0.111111111),
  ]

  @Test(arguments: values)
  func `an index gives what its paper says`(key: String, value: Double) throws {
    let catalogue = IndexCatalogue.standard
    let expression = try #require(catalogue.expression(of: key))
    let bands = catalogue[key]?.scale == .counts8 ? Self.counts : Self.reflectance
    #expect(abs(expression.evaluate(bands) - value) < 1e-8)
  }

  @Test func `every index is tested`() {
    #expect(Self.values.map(\.0) == IndexCatalogue.standard.definitions.map(\.key))
    #expect(IndexDefinition.colour.count == 15)
    #expect(IndexDefinition.multispectral.count == 25)
  }

  @Test func `ARVI reddens with haze in the blue`() throws {
    let arvi = try #require(IndexCatalogue.standard.expression(of: "arvi"))
    var hazy = Self.reflectance
    hazy["blue"] = 0.07
    // (0.5 - (0.16 - 0.07)) / (0.5 + (0.16 - 0.07)) = 0.41 / 0.59
    #expect(abs(arvi.evaluate(hazy) - 0.694915254) < 1e-8)
  }

  @Test func `MSR takes the root of the ratio plus one`() throws {
    let msr = try #require(IndexCatalogue.standard.expression(of: "msr"))
    // (3 - 1) / sqrt(4) = 1, where sqrt(3) + 1 would give 0.73.
    #expect(abs(msr.evaluate(["nir": 0.3, "red": 0.1]) - 1) < 1e-12)
  }

  @Test(arguments: ["exg", "exr", "exgr"])
  func `excess indices do not depend on the scale`(key: String) throws {
    let expression = try #require(IndexCatalogue.standard.expression(of: key))
    let scaled = Self.reflectance.mapValues { $0 * 255 }
    #expect(abs(expression.evaluate(scaled) - expression.evaluate(Self.reflectance)) < 1e-12)
  }

  @Test func `a need for calibrated bands follows from the formula`() throws {
    for definition in IndexCatalogue.standard.definitions where definition.key != "vndvi" {
      let degree = IndexCatalogue.standard.expression(of: definition.key)?.bandDegree
      #expect((degree == nil) == (definition.scale != .any), "\(definition.key)")
    }
    let vndvi = try #require(IndexCatalogue.standard.expression(of: "vndvi")?.bandDegree)
    #expect(abs(vndvi + 0.1023) < 1e-9)
  }

  @Test func `every index has a source and expected values that hold the tested one`() throws {
    for (key, value) in Self.values {
      let definition = try #require(IndexCatalogue.standard[key])
      #expect(!definition.source.isEmpty && !definition.title.isEmpty)
      #expect(definition.expectedValues?.contains(value) == true, "\(key)")
    }
  }
}
