import Grid
import Segmentation
import Testing

/// Literals that NumPy 2, SciPy 1.17 and scikit-image 0.26 gave, over a picture
/// of 7 x 7 pixels.
@Suite struct FeatureOracleTests {
  static let picture: [[Float]] = [
    [0, 3, 6, 9, 1, 4, 7],
    [1, 6, 0, 5, 10, 4, 9],
    [4, 0, 7, 3, 10, 6, 2],
    [9, 7, 5, 3, 1, 10, 8],
    [5, 5, 5, 5, 5, 5, 5],
    [3, 5, 7, 9, 0, 2, 4],
    [3, 7, 0, 4, 8, 1, 5],
  ]

  static let mask: [[Float]] = [
    "##.....", ".##..#.", "..#..#.", "..##...", "#...###", "##..#.#", "....###",
  ].map { $0.map { $0 == "#" ? 1 : 0 } }

  /// The picture with a hole in row 2, column 4.
  private var holed: FeatureScene {
    var scene = FeatureScene(rows: Self.picture)
    scene.planes[0].values[2 * 7 + 4] = .nan
    return scene
  }

  /// The rows 1 to 3 of features with a sigma of 1.5.
  ///
  /// Made with `scipy.ndimage.correlate(mode="constant")` of values and of
  /// weights, differences where a missing neighbour counts as the pixel itself,
  /// and `numpy.linalg.eigvalsh` at each pixel.
  @Test(arguments: [
    (
      "gradient(a, 1.5)",
      [
        0.892157, 0.76577, 0.666875, 0.632262, 0.528824, 0.43395, 0.202683, 0.953874, 0.677153, 0.411124,
        0.183279, .nan, 0.332986, 0.338808, 0.595009, 0.495394, 0.300582, 0.108348, 0.341295, 0.621445,
        0.590834,
      ]
    ),
    (
      "laplacian(a, 1.5)",
      [
        1.28014, 0.601403, 0.327034, -0.0697784, -0.0745905, -0.428665, -0.822042, 0.0797609, 0.185681,
        0.384293, -0.382539, .nan, 0.222146, -0.986458, -1.00249, -0.546544, -0.0616703, 0.357805, -0.177769,
        -0.330897, -1.0091,
      ]
    ),
    (
      "hessian_high(a, 1.5)",
      [
        1.03909, 0.873268, 0.63276, 0.296578, 0.0908066, 0.00520602, -0.23912, 0.56566, 0.593472, 0.713213,
        0.32263, .nan, 0.587392, -0.270681, 0.0452741, 0.0697436, 0.353113, 0.472262, 0.434694, 0.0369232,
        -0.134689,
      ]
    ),
    (
      "hessian_low(a, 1.5)",
      [
        0.241052, -0.271866, -0.305726, -0.366356, -0.165397, -0.433871, -0.582922, -0.485899, -0.407791,
        -0.32892, -0.70517, .nan, -0.365246, -0.715777, -1.04776, -0.616288, -0.414784, -0.114457, -0.612463,
        -0.36782, -0.874412,
      ]
    ),
    (
      "deviation(a, 1.5)",
      [
        2.90107, 2.92568, 2.97947, 3.04572, 3.05692, 2.97346, 2.85251, 2.88124, 2.81001, 2.78581, 2.85587,
        .nan, 2.956, 2.88186, 2.61766, 2.55309, 2.55089, 2.66876, 2.83353, 2.89437, 2.82888,
      ]
    ),
    (
      "structure_high(a, 1.5)",
      [
        0.507276, 0.375049, 0.348391, 0.289874, 0.211148, 0.150865, 0.118428, 0.506965, 0.372353, 0.274885,
        0.242579, .nan, 0.194784, 0.187888, 0.42442, 0.325155, 0.245271, 0.221122, 0.232857, 0.261057,
        0.289425,
      ]
    ),
    (
      "structure_low(a, 1.5)",
      [
        0.316098, 0.339598, 0.219467, 0.120796, 0.0750071, 0.0629168, 0.0595473, 0.199708, 0.223764, 0.195829,
        0.119028, .nan, 0.0708069, 0.0627261, 0.105291, 0.120245, 0.117867, 0.093273, 0.0808764, 0.0760498,
        0.0644003,
      ]
    ),
    (
      "coherence(a, 1.5)",
      [
        0.0539116, 0.00246086, 0.0515448, 0.169507, 0.226347, 0.169243, 0.109453, 0.189045, 0.0621317,
        0.0282064, 0.116741, .nan, 0.2179, 0.249422, 0.362955, 0.211655, 0.123089, 0.165366, 0.234668,
        0.30119, 0.404466,
      ]
    ),
    (
      "line(a, 5)",
      [
        4.66667, 6.25, 5, 5.5, 8.75, 8, 8.33333, 5.5, 4.8, 7.6, 6.5, .nan, 8, 6.2, 7.66667, 6.5, 6.4, 6.25,
        5.4, 7.5, 9,
      ]
    ),
  ])
  func `smoothed derivatives and deviations`(text: String, values: [Float]) throws {
    let rows = Array(try holed.features([text])[0][7..<28])
    #expect(agree(rows, values, tolerance: 2e-5), "\(rows)")
  }

  /// Made with `regionprops` (inertia tensor and 1/12 for the pixels' own
  /// extent, extent, mean), `numpy.diff` of the padded mask (perimeter),
  /// `scipy.spatial.ConvexHull` of the pixels' corners (solidity) and
  /// `scipy.ndimage.distance_transform_edt` (thickness).
  @Test(arguments: [
    ("object_area(p, 9)", [15.0, 2, 3]), ("object_perimeter(p, 9)", [32, 6, 8]),
    ("object_length(p, 9)", [10.971975, 2.309401, 2.581989]),
    ("object_width(p, 9)", [3.024011, 1.154701, 1.763834]),
    ("object_elongation(p, 9)", [3.628285, 2, 1.46385]),
    ("object_solidity(p, 9)", [0.5555556, 1, 0.8571429]),
    ("object_extent(p, 9)", [0.3061224, 1, 0.75]),
    ("object_thickness(p, 9)", [1.414214, 1, 1]), ("object_mean(a, p, 9)", [3.8, 5, 4.333333]),
    ("object_deviation(a, p, 9)", [2.481935, 1, 0.942809]), ("object_maximum(a, p, 9)", [8, 6, 5]),
  ])
  func `figures of objects`(text: String, values: [Float]) throws {
    var scene = FeatureScene(rows: Self.picture)
    scene.planes.append((name: "p", values: Self.mask.flatMap { $0 }))
    let result = try scene.features([text])[0]
    let owners = [(0, 0), (1, 5), (4, 0)].map { result[$0.0 * 7 + $0.1] }
    #expect(agree(owners, values, tolerance: 3e-6), "\(owners)")
    for (value, isSet) in zip(result, Self.mask.flatMap { $0 }) {
      #expect(isSet == 1 ? values.contains { abs($0 - value) < 3e-6 } : value == 0)
    }
  }

  /// Made with `scipy.ndimage.distance_transform_edt`, what is beyond the
  /// border not taken for false.
  @Test func `distances are exact and end at the limit`() throws {
    let inverse = FeatureScene("p", rows: Self.mask)
    let root = Float(2).squareRoot()
    let distances: [Float] = [
      0, 0, 1, root, root, 1, root,
      1, 0, 0, 1, 1, 0, 1,
      root, 1, 0, 1, 1, 0, 1,
      1, 1, 0, 0, 1, 1, 1,
      0, 1, 1, 1, 0, 0, 0,
      0, 0, 1, 1, 0, 1, 0,
      1, 1, root, 1, 0, 0, 0,
    ]
    #expect(try inverse.features(["distance(not p, 2.5)"])[0] == distances)
    #expect(try inverse.features(["distance(not p, 1)"])[0] == distances.map { min($0, 1) })
  }

  @Test func `beyond the mosaic and in holes a condition is unknown, not false`() throws {
    let row = FeatureScene(rows: [[1, 1, 1, .nan, 1, 0, 1]])
    let distances = try row.features(["distance(a > 0.5, 20)", "object_area(a > 0.5, 20)"])
    #expect(agree(distances[0], [5, 4, 3, .nan, 1, 0, 1], tolerance: 0))
    #expect(agree(distances[1], [3, 3, 3, .nan, 1, 0, 1], tolerance: 0))
    #expect(try FeatureScene(rows: [[1, 1], [1, 1]]).features(["distance(a, 7)"])[0] == [7, 7, 7, 7])
  }

  @Test func `objects are cut at their cell's window`() throws {
    let rows = [[Float]](repeating: [Float](repeating: 1, count: 600), count: 2)
    let areas = try FeatureScene(rows: rows).features(["object_area(a, 10)"])[0]
    #expect(areas[0] == 2 * 266)
    #expect(areas[255] == 2 * 266)
    #expect(areas[256] == 2 * 276)
    #expect(areas[599] == 2 * (600 - 512 + 10))
  }
}
