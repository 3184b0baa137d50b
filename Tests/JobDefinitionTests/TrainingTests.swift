import JobDefinition
import Pixels
import Testing

@Suite struct TrainingTests {
  static func decode(_ text: String) throws -> Job {
    try JobDecoder.decode(text: text, path: "/farm/job.yaml")
  }

  @Test func `scenes and labels are read`() throws {
    let training = try #require(try Self.decode(JobTexts.training).training)
    try #require(training.scenes.count == 2)
    let images = training.scenes[0]
    #expect(images.source == .files(JobPath("images/*_image.png", in: "/farm/")))
    #expect(images.unlabelled == 1 && images.fields == nil)
    #expect(
      images.labels[0].values == [
        .color(.init(red: 0, green: 0, blue: 0)): 1, .color(.init(red: 0, green: 255, blue: 0)): 2,
        .number(300): 3,
      ])
    #expect(images.labels[0].kind == .raster && images.labels[0].format == .raster)
    #expect(images.labels[1].classes == ["unkraut": 3] && images.labels[1].annotator == "ben")
    #expect(images.labels[1].pointRadius == .pixels(2.5))
    let mosaic = training.scenes[1]
    #expect(mosaic.unlabelled == nil)
    #expect(mosaic.fields?.identifier == .column("field_id"))
    #expect(mosaic.labels[0].pointRadius == .metres(0.03))
    #expect(mosaic.labels[0].attribute == "label" && mosaic.labels[0].layer == "plants")
    #expect(mosaic.labels[0].referenceSystem == "EPSG:32632")
    #expect(mosaic.labels.map(\.kind) == [.vector, .coco, .raster])
  }

  @Test func `every choice is read`() throws {
    let training = try #require(try Self.decode(JobTexts.training).training)
    #expect(training.folds.side == .metres(20) && training.folds.count == 4)
    #expect(training.folds.buffer == .pixels(0) && training.folds.seed == 3)
    #expect(training.gate == "gaussian(exg, 2) > 0.02")
    #expect(training.features == ["red", "green", "blue", "exg", "gaussian(exg, 4)"])
    #expect(training.context == ["gaussian(p1, 8)"])
    let forest = training.forest
    #expect(forest.kind == .boosted && forest.rounds == 300 && forest.depth == 8 && forest.search == .small)
    #expect(forest.learningRate == 0.05 && forest.minimumChildWeight == 2 && forest.subsample == 1)
    #expect(forest.columns == 0.8 && forest.earlyStopping == 0)
    #expect(training.samples.perClass == 1000 && training.samples.perScene == 400)
    #expect(training.classWeights == .given([3: 2]))
    let augmentation = training.augmentation
    #expect(augmentation.copies == 2 && augmentation.gain == 0.2 && augmentation.gamma == 0.05)
    #expect(augmentation.whiteBalance == 0.04 && augmentation.gradient == 0.03 && augmentation.shadow == 0.5)
    #expect(augmentation.blur == 2 && augmentation.noise == 0.02 && augmentation.scale == 0.1)
    #expect(!augmentation.rotates && !augmentation.flips)
    #expect(training.smoothing == 1.5 && training.decision == .argmax && training.seed == 9)
    #expect(training.model?.resolved == "/farm/../models/potato-weed" && training.licence == "CC-BY-4.0")
  }

  @Test func `a model takes the place of rules, and most keys have defaults`() throws {
    let job = try Self.decode(JobTexts.model)
    #expect(job.segment == nil)
    #expect(job.model == ModelSelection(folder: JobPath("models/first", in: "/farm/"), smoothing: 2))
    let training = try #require(job.training)
    var expected = TrainingSelection(
      scenes: [
        .init(source: .flight("north-2026-05-04"), labels: [.init(file: JobPath("a.geojson", in: "/farm/"))])
      ], features: ["ndvi"], model: JobPath("models/second", in: "/farm/"))
    expected.folds.unit = .flights
    expected.forest.kind = .randomForest
    expected.classWeights = .none
    #expect(training == expected)
    #expect(expected.augmentation.copies == 0 && TrainingSelection.Augmentation().copies == 1)
  }

  @Test func `labels alone can be asked about`() throws {
    let training = try #require(try Self.decode(JobTexts.labels).training)
    #expect(training.features.isEmpty && training.model == nil)
    #expect(training.scenes.map { $0.labels.map(\.annotator) } == [["anna", "ben"]])
  }

  @Test func `the model is in the parameters, what is trained is not`() throws {
    let job = try Self.decode(JobTexts.model)
    #expect(job.parametersJSON.contains(#""segment":{"model":"models/first","smoothing":2}"#))
    #expect(!job.parametersJSON.contains("second"))
  }

  static let cases: [(old: String, new: String, error: String)] = [
    ("sensor: {profile: rgb}\n", "", "1:1: key 'sensor' is missing, which 'train' needs"),
    (
      "- mosaic: north.tif", "- flight: north",
      "there is no flight to name without 'flights' in /train/scenes/1/flight"
    ),
    (
      "- mosaic: north.tif", "- mosaic: north.tif\n      flight: n", "a scene has either 'flight' or 'mosaic'"
    ),
    (
      "- mosaic: north.tif\n      labels", "- labels",
      "key 'flight' or 'mosaic' is missing in /train/scenes/1"
    ),
    (
      "mosaic: north.tif", "mosaic: a/*/b.tif", "has more than one '*', or one that is not in the file's name"
    ),
    ("mosaic: north.tif", "mosaic: a*b*.tif", "has more than one '*'"),
    ("mosaic: north.tif", "mosaic: http://x/a.tif", "is not a local file"),
    ("file: mask.png", "file: '*.png'", "'*.png' has a '*', but the scene's own path has none"),
    (
      "unlabelled: soil", "unlabelled: earth", "the legend has no class 'earth' in /train/scenes/0/unlabelled"
    ),
    (
      "unlabelled: soil", "unlabeled: soil",
      "unknown key 'unlabeled' in /train/scenes/0; did you mean 'unlabelled'?"
    ),
    ("weed: 300", "weed: '#000000'", "two classes have the same value"),
    ("weed: 300", "weed: 70000", "expected a colour such as"),
    (
      "weed: 300", "wede: 300",
      "the legend has no class 'wede' in /train/scenes/0/labels/0/values/wede; did you mean 'weed'?"
    ),
    ("Kartoffel: potato", "Kartoffel: potatoe", "did you mean 'potato'?"),
    ("format: raster, values", "format: coco, values", "'values' means nothing for COCO JSON"),
    ("format: vector", "format: raster", "'layer' means nothing for a raster"),
    ("format: labelme", "format: labelmee", "did you mean 'labelme'?"),
    ("point_radius: 2.5 px", "point_radius: 0 px", "is not a length above 0"),
    ("point_radius: 2.5 px", "point_radius: 2.5", "expected text, found '2.5' without quotes"),
    ("side: 20 m", "side: 20 km", "'20 km' is not a length above 0 such as '32 px' or '0.5 m'"),
    ("by: blocks", "by: fields", "only blocks have a side"),
    ("by: blocks", "by: pixels", "expected one of blocks, fields, flights, scenes, found 'pixels'"),
    ("count: 4", "count: 1", "expected a whole number from 2 to 100"),
    ("kind: boosted", "kind: random_forest", "'learning_rate' means nothing for a random forest"),
    ("learning_rate: 0.05", "learning_rate: 0", "expected a number above 0 up to 1, found '0'"),
    ("depth: 8", "depth: 17", "expected a whole number from 1 to 16"),
    ("class_weights: {weed: 2}", "class_weights: balance", "did you mean 'balanced'?"),
    ("class_weights: {weed: 2}", "class_weights: {weed: 0}", "expected a number above 0"),
    ("gain: 0.2", "gain: 1", "expected a number from 0 to below 1, found '1'"),
    ("blur: 2", "blur: 11", "expected a number from 0 to 10, found '11'"),
    ("exg, \"gaussian(exg, 4)\"", "exg, exg", "'exg' is named twice in /train/features/4"),
    ("features: [red, green, blue, exg, \"gaussian(exg, 4)\"]", "features: []", "the list is empty"),
    ("decision: argmax", "decision: argmin", "did you mean 'argmax'?"),
    ("seed: 9", "seed: -1", "expected a whole number from 0 to 2147483647"),
  ]

  @Test(arguments: cases)
  func `what cannot be learned with is refused`(old: String, new: String, error: String) {
    let errors = JobErrorTests.errors(JobTexts.full(old, new, in: JobTexts.training))
    #expect(errors.contains { $0.contains(error) }, "\(errors)")
  }

  @Test(arguments: [
    (
      "{model: models/first, smoothing: 2}", "{model: m, otherwise: soil}",
      "either from rules or from a model"
    ),
    ("{model: models/first, smoothing: 2}", "{smoothing: 2}", "key 'rules' or 'model' is missing"),
    (
      "{model: models/first, smoothing: 2}",
      "{rules: [{class: weed, when: a}], otherwise: soil, smoothing: 2}",
      "only the probabilities of a model can be smoothed"
    ),
    ("smoothing: 2", "smoothing: -1", "expected a number from 0 to 100"),
    ("flights: {folder: flights}\n", "", "there is no flight to name without 'flights'"),
  ])
  func `a segmenter is rules or a model`(old: String, new: String, error: String) {
    let errors = JobErrorTests.errors(JobTexts.full(old, new, in: JobTexts.model))
    #expect(errors.contains { $0.contains(error) }, "\(errors)")
  }
}

@Suite struct TrainingPathTests {
  @Test(
    arguments: [
      ("12 px", .pixels(12)), ("0.5m", .metres(0.5)), ("20 cm", .metres(0.2)), ("1 km", nil), ("-1 m", nil),
      ("1  m", nil), ("1234567 m", nil), (".5 m", nil), ("1. m", nil), ("px", nil), ("1 px ", nil),
    ] as [(String, TrainingSelection.Length?)])
  func `lengths are read`(text: String, length: TrainingSelection.Length?) {
    #expect(TrainingSelection.Length(text) == length)
  }

  @Test func `metres become pixels by a pixel's side`() {
    #expect(TrainingSelection.Length.metres(2).pixels(ofSideMetres: 0.5) == 4)
    #expect(TrainingSelection.Length.metres(2).pixels(ofSideMetres: nil) == nil)
    #expect(TrainingSelection.Length.pixels(3).pixels(ofSideMetres: nil) == 3)
  }

  @Test func `a star takes a text and repeats it`() {
    let images = JobPath("images/*_image.png", in: "/farm/")
    #expect(images.hasWildcard && images.folder == "/farm/images")
    #expect(images.wildcardText(in: "007_image.png") == "007")
    #expect(images.wildcardText(in: "_image.png") == "")
    #expect(images.wildcardText(in: ".x_image.png") == nil)
    #expect(images.wildcardText(in: "007_mask.png") == nil)
    #expect(JobPath("ab*ba", in: "").wildcardText(in: "aba") == nil)
    let labels = JobPath("labels/*/*_a.png", in: "/fa*m").replacingWildcards(with: "7")
    #expect(labels.resolved == "/fa*m/labels/7/7_a.png" && labels.written == "labels/7/7_a.png")
    #expect(JobPath("/d/*.png", in: "/farm").replacingWildcards(with: "x").resolved == "/d/x.png")
    #expect(JobPath("a.tif", in: "").folder == "." && JobPath("/*.tif", in: "x").folder == "/")
  }
}
