import Learning

/// Probabilities of drawn pixels beside their truth, by whether the gate lets
/// them through: only those that a forest decided are calibrated.
struct GatedPredictions {
  /// Pixels that a forest decided.
  private(set) var open: HeldOutPredictions
  /// Pixels that the gate kept out.
  private(set) var closed: HeldOutPredictions

  init(classCount: Int) {
    open = HeldOutPredictions(classCount: classCount)
    closed = open
  }

  mutating func append(contentsOf pixels: OutOfFoldPixels) {
    let classCount = open.classCount
    for (pixel, label) in pixels.labels.enumerated() {
      let values = pixels.probabilities[pixel * classCount..<(pixel + 1) * classCount]
      if pixels.isOpen[pixel] {
        open.append(values, truth: Int(label))
      } else {
        closed.append(values, truth: Int(label))
      }
    }
  }

  /// How often predictions of each confidence are right.
  func reliability(at scaling: TemperatureScaling = TemperatureScaling()) -> Reliability {
    var reliability = open.reliability(at: scaling)
    reliability.merge(closed.reliability())
    return reliability
  }
}
