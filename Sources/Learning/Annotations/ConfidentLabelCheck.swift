public import Grid
import Pixels

/// Looks for label errors in one annotator's labels by confident learning.
///
/// Every labelled pixel with a prediction is an observation. The labels and
/// predictions are read twice, strip by strip: once for the thresholds, unless
/// they are known, and once for the confident joint and the shapes or regions.
public struct ConfidentLabelCheck {
  /// What was found.
  public struct Report: Hashable, Sendable {
    /// The estimated noise by pair of classes, over pixels.
    public var noise: LabelNoise { counts.noise }
    /// The counts behind it, to be added up over mosaics.
    public var counts: ConfidentLearning
    /// Suspected shapes or regions, the most urgent first.
    public var suspects: [SuspectedLabel]
  }

  /// What the annotator said.
  public let layer: AnnotationLayer
  /// The mosaic's size.
  public let size: PixelSize
  /// Shapes and regions with fewer pixels are not told.
  public var leastPixels = 4
  /// Each class's mean self-confidence, in the order of the predictions' classes,
  /// where more than these labels tell it.
  public var thresholds: [Double]?

  static let stripHeight = 64

  /// Makes a check.
  public init(_ layer: AnnotationLayer, size: PixelSize) {
    self.layer = layer
    self.size = size
  }

  /// Reads labels and predictions.
  ///
  /// - Throws: What the readers throw.
  public func run(_ predictions: any ProbabilityReader) throws -> Report {
    var learning = ConfidentLearning(classes: predictions.classes)
    if thresholds == nil {
      try forEachStrip(predictions) { strip in
        strip.forEachPixel { _, code, probabilities in learning.observe(given: code, probabilities) }
      }
    }
    let thresholds = self.thresholds ?? learning.thresholds
    let isObserved = self.thresholds == nil
    var collector = EvidenceCollector(layer, size: size, classes: predictions.classes)
    try forEachStrip(predictions) { strip in
      strip.forEachPixel { _, code, probabilities in
        if !isObserved { learning.observe(given: code, probabilities) }
        learning.count(given: code, probabilities, thresholds: thresholds)
      }
      collector.push(strip)
    }
    return Report(
      counts: learning,
      suspects: SuspectedLabel.ranked(
        collector.finish(), classes: predictions.classes, thresholds: thresholds, leastPixels: leastPixels))
  }

  private func forEachStrip(
    _ predictions: any ProbabilityReader, _ body: (PredictedStrip) -> Void
  ) throws {
    let extent = layer.labels.extent
    let labels = try layer.labels.makeLabelReader()
    let height = Self.stripHeight
    for top in stride(from: extent.rows.lowerBound, to: extent.rows.upperBound, by: height) {
      let window = PixelWindow(columns: extent.columns, rows: top..<min(top + height, extent.rows.upperBound))
      var strip = PredictedStrip(window: window, classes: predictions.classes)
      try labels.read(window, into: &strip.codes, stride: window.width)
      try predictions.readProbabilities(window, into: &strip.planes)
      body(strip)
    }
  }
}

/// Labels and probabilities of one window.
struct PredictedStrip {
  let window: PixelWindow
  let classes: [ClassCode]
  var codes: [ClassCode]
  var planes: [Float]
  private let place: [Int]

  init(window: PixelWindow, classes: [ClassCode]) {
    self.window = window
    self.classes = classes
    codes = [ClassCode](repeating: .nodata, count: window.pixelCount)
    planes = [Float](repeating: .nan, count: window.pixelCount * classes.count)
    var place = [Int](repeating: -1, count: 256)
    for (index, code) in classes.enumerated() { place[Int(code)] = index }
    self.place = place
  }

  /// Calls `body` with each labelled and predicted pixel.
  func forEachPixel(
    _ body: (_ index: Int, _ code: ClassCode, _ probabilities: UnsafeBufferPointer<Float>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: classes.count) { probabilities in
      probabilities.initialize(repeating: 0)
      for index in codes.indices where codes[index] != .nodata && !planes[index].isNaN {
        for plane in classes.indices { probabilities[plane] = planes[plane * window.pixelCount + index] }
        body(index, codes[index], UnsafeBufferPointer(probabilities))
      }
    }
  }

  /// What the pixels of a span say of a given class.
  func evidence(_ code: ClassCode, _ span: PixelSpan) -> RegionEvidence {
    var evidence = RegionEvidence(
      code: code, pixelCount: span.columns.count,
      window: PixelWindow(columns: span.columns, rows: span.row..<(span.row + 1)))
    evidence.probabilitySums = [Double](repeating: 0, count: classes.count)
    let given = place[Int(code)]
    guard given >= 0 else { return evidence }
    let start = (span.row - window.rows.lowerBound) * window.width - window.columns.lowerBound
    for column in span.columns where !planes[start + column].isNaN {
      var (own, other) = (0.0, -Double.infinity)
      for plane in classes.indices {
        let probability = Double(planes[plane * window.pixelCount + start + column])
        evidence.probabilitySums[plane] += probability
        if plane == given { own = probability } else { other = max(other, probability) }
      }
      evidence.predictedCount += 1
      evidence.marginSum += own - max(other, 0)
    }
    return evidence
  }
}

/// Sums what predictions say of each shape, or of each connected region where
/// there are no shapes.
private struct EvidenceCollector {
  private let index: ShapeIndex
  private let numbers: [Int]
  private var ofShapes: [RegionEvidence?]
  private var sweep = RegionSweep()
  private var regions: [RegionEvidence] = []

  init(_ layer: AnnotationLayer, size: PixelSize, classes: [ClassCode]) {
    numbers = layer.shapes.indices.filter { layer.shapes[$0].code != nil }
    index = ShapeIndex(numbers.map { layer.shapes[$0] }, within: PixelWindow(size))
    ofShapes = [RegionEvidence?](repeating: nil, count: numbers.count)
  }

  mutating func push(_ strip: PredictedStrip) {
    if numbers.isEmpty { return pushRegions(strip) }
    for number in index.candidates(in: strip.window) {
      guard let code = index.shapes[number].code else { continue }
      for span in index.rasters[number].spans(in: strip.window) {
        let evidence = strip.evidence(code, span)
        if ofShapes[number] == nil { ofShapes[number] = evidence } else { ofShapes[number]?.add(evidence) }
      }
    }
  }

  private mutating func pushRegions(_ strip: PredictedStrip) {
    let (width, left) = (strip.window.width, strip.window.columns.lowerBound)
    for row in strip.window.rows {
      let start = (row - strip.window.rows.lowerBound) * width
      let runs = ClassRow(strip.codes[start..<(start + width)]).runs.filter { $0.code != .nodata }
      regions += sweep.push(
        row: row,
        runs.map {
          let columns = (left + Int($0.start))..<(left + Int($0.end))
          return strip.evidence($0.code, PixelSpan(row: row, columns: columns))
        })
    }
  }

  mutating func finish() -> [RegionEvidence] {
    regions += sweep.finish()
    return regions
      + zip(numbers, ofShapes).compactMap { number, evidence in
        var evidence = evidence
        evidence?.shape = number
        return evidence
      }
  }
}
