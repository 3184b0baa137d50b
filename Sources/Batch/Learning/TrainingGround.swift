import JobDefinition
import Learning
import Pixels
import Segmentation

/// What training stands on: scenes, counted labels, folds, rates.
struct TrainingGround: Sendable {
  let tiles: SceneTiles
  let counts: LabelCounts
  /// The classes that have labels, in the order of the forests' outputs.
  let classes: [ClassCode]
  let classNames: [String]
  /// The labelled pixels of each block by these classes.
  let pixels: [BlockID: [Int]]
  let folds: FoldPlan
  let rates: SampleRates
  /// The probability of each class where the gate does not hold.
  let outside: [Float]
  /// How far training pixels stay away from the ones that judge.
  let bufferPixels: Int
  /// What a person should know of the labels, a sentence each.
  let notes: [String]

  var scenes: [LearningScene] { tiles.scenes }
  var pixelSideMetres: Double { scenes[0].pixelSideMetres }

  /// Chooses classes, deals out folds and plans how many pixels are drawn.
  init(
    tiles: SceneTiles, counts: LabelCounts, learning: LearningPlan
  ) throws {
    var notes: [String] = []
    self.tiles = tiles
    let entries = learning.legend.entries
    let totals = entries.indices.map { place in counts.all.values.reduce(0) { $0 + $1[place] } }
    let kept = entries.indices.filter { totals[$0] > 0 }
    guard kept.count >= 2 else { throw TrainingError.tooFewClasses(kept.map { entries[$0].name }) }
    for place in entries.indices where totals[place] == 0 {
      notes.append("class '\(entries[place].name)' has no labels, so the model will not know it")
    }
    let counts = counts.keeping(kept)
    self.counts = counts
    classes = kept.map { entries[$0].code }
    classNames = kept.map { entries[$0].name }
    pixels = counts.all
    try Self.checkGate(counts, learning: learning, names: classNames)
    let selection = learning.selection
    folds = try FoldPlan(
      pixels: counts.all, count: selection.folds.count, classNames: classNames,
      seed: UInt64(selection.folds.seed))
    for (place, count) in folds.missingClasses(in: counts.all, classCount: kept.count) {
      notes.append(
        "class '\(classNames[place])' is missing in \(count) of \(folds.count) folds, which judge it less")
    }
    rates = SampleRates(
      counts: counts.openByScene(sceneCount: tiles.scenes.count, classCount: kept.count),
      perClass: selection.samples.perClass, perScene: selection.samples.perScene)
    let background = learning.legend.background.code
    // Without a gate nothing lies outside of it.
    guard let place = classes.firstIndex(of: background) ?? (learning.gate == nil ? 0 : nil) else {
      throw TrainingError.noBackground(name: learning.legend.background.name)
    }
    outside = counts.outside(classCount: kept.count, background: place)
    let scene = tiles.scenes[0]
    let buffer = selection.folds.buffer
    guard let pixels = buffer.pixels(ofSideMetres: scene.hasPlace ? scene.pixelSideMetres : nil) else {
      throw TrainingError.noPixelSize(file: scene.file.locator.name, what: "buffer of the folds")
    }
    bufferPixels = Int(pixels.rounded(.up))
    self.notes = notes
  }

  private static func checkGate(
    _ counts: LabelCounts, learning: LearningPlan, names: [String]
  ) throws(TrainingError) {
    for (place, name) in names.enumerated() {
      let open = counts.open.values.reduce(0) { $0 + $1[place] }
      if open == 0 {
        throw .classOutsideGate(name: name, gate: learning.selection.gate ?? "")
      }
    }
  }
}

extension LabelCounts {
  /// The counts of some classes alone.
  func keeping(_ places: [Int]) -> LabelCounts {
    LabelCounts(
      open: open.mapValues { counts in places.map { counts[$0] } },
      closed: closed.mapValues { counts in places.map { counts[$0] } })
  }
}
