import Grid
public import Pixels

/// A shape or region whose given class the predictions contradict.
public struct SuspectedLabel: Hashable, Sendable {
  /// What is known of it.
  public var evidence: RegionEvidence
  /// The class that the predictions say.
  public var suggested: ClassCode
  /// The mean probability of the suggested class.
  public var confidence: Double
  /// Its place in the order of urgency, from 1.
  public var rank: Int
}

extension SuspectedLabel {
  /// Ranks things by how far the predictions contradict their class.
  ///
  /// A thing is suspected where the mean of its pixels' probabilities reaches
  /// another class's threshold and that class is likelier than the given one.
  /// Those with the lowest mean self-confidence margin come first, then those
  /// with more pixels, then raster order.
  ///
  /// - Parameters:
  ///   - things: Shapes or regions with predictions.
  ///   - classes: The classes in the order of the probabilities.
  ///   - thresholds: The thresholds of confident learning.
  ///   - leastPixels: Things with fewer predicted pixels are left out.
  public static func ranked(
    _ things: [RegionEvidence], classes: [ClassCode], thresholds: [Double], leastPixels: Int = 1
  ) -> [SuspectedLabel] {
    let suspects = things.compactMap { thing -> SuspectedLabel? in
      guard thing.predictedCount >= max(1, leastPixels), thing.margin < 0 else { return nil }
      let means = thing.probabilities
      let confident = means.map(Float.init).withUnsafeBufferPointer {
        ConfidentLearning.confident($0, thresholds)
      }
      guard let index = confident, classes[index] != thing.code else { return nil }
      return SuspectedLabel(evidence: thing, suggested: classes[index], confidence: means[index], rank: 0)
    }
    let sorted = suspects.sorted { one, two in
      let (a, b) = (one.evidence, two.evidence)
      if a.margin != b.margin { return a.margin < b.margin }
      if a.pixelCount != b.pixelCount { return a.pixelCount > b.pixelCount }
      return (a.window.rows.lowerBound, a.window.columns.lowerBound)
        < (b.window.rows.lowerBound, b.window.columns.lowerBound)
    }
    return sorted.enumerated().map { offset, suspect in
      var suspect = suspect
      suspect.rank = offset + 1
      return suspect
    }
  }

  /// The finding for people and for the layer in a GIS.
  public func finding(legend: Legend, layer: AnnotationLayer? = nil) -> AnnotationFinding {
    func name(_ code: ClassCode) -> String { legend[code]?.name ?? "class \(code)" }
    let shape = evidence.shape.flatMap { layer?.shapes[$0] }
    let row = evidence.window.rows.lowerBound
    let column = evidence.window.columns.lowerBound
    let thing = shape?.label ?? "the region at column \(column), row \(row)"
    return AnnotationFinding(
      .suspectedError, .warning, className: name(evidence.code), otherClass: name(suggested),
      annotator: layer?.annotator, place: shape?.geometry.outline ?? [PixelPolygon(evidence.window)],
      pixelCount: evidence.pixelCount, score: evidence.margin, rank: rank,
      sentence: "\(thing) is labelled '\(name(evidence.code))' and looks like '\(name(suggested))' "
        + "(probability \(confidence.shown), \(evidence.pixelCount) pixels)")
  }
}
