/// The segments of one class that were found, missed and made up.
///
/// A segment is a connected thing, or all of a `stuff` class in a scene. It is
/// found where a segment of the same class overlaps it by more than half of
/// their union; there is at most one such (Kirillov et al. 2019, "Panoptic
/// segmentation"). Adds up over scenes, in any order to the same result.
public struct PanopticCounts: Hashable, Sendable, Codable {
  /// Pairs of a true and a predicted segment that match.
  public var matched = 0
  /// Predicted segments without a match that do not lie mostly on unlabelled
  /// pixels.
  public var falseAlarms = 0
  /// True segments without a match.
  public var missed = 0
  /// The sum of the pairs' intersections over union, in units of 2^-36, so
  /// that the order of adding does not matter.
  public var overlapSum = 0

  /// Makes empty counts.
  public init() {}

  static let overlapUnit = 0x1p36

  /// Adds another scene's counts.
  public mutating func merge(_ other: PanopticCounts) {
    matched += other.matched
    falseAlarms += other.falseAlarms
    missed += other.missed
    overlapSum += other.overlapSum
  }

  /// Segmentation quality: the mean intersection over union of the pairs, 0.5
  /// to 1; `nil` without a pair.
  public var segmentationQuality: Double? {
    matched > 0 ? Double(overlapSum) / Self.overlapUnit / Double(matched) : nil
  }

  /// Recognition quality, 0 to 1: the F1 of finding segments at an overlap of
  /// one half. For things this is the object F1. `nil` without any segment.
  public var recognitionQuality: Double? {
    let segments = Double(matched) + 0.5 * Double(falseAlarms) + 0.5 * Double(missed)
    return segments > 0 ? Double(matched) / segments : nil
  }

  /// Panoptic quality, 0 to 1: segmentation quality times recognition quality;
  /// `nil` without any segment, 0 without a pair.
  public var panopticQuality: Double? {
    recognitionQuality.map { $0 * (segmentationQuality ?? 0) }
  }

  /// The share of predicted segments that match; `nil` without any.
  public var precision: Double? {
    matched + falseAlarms > 0 ? Double(matched) / Double(matched + falseAlarms) : nil
  }

  /// The share of true segments that match; `nil` without any.
  public var recall: Double? { matched + missed > 0 ? Double(matched) / Double(matched + missed) : nil }

  /// The mean of a quality over the classes that have any segment, as the
  /// paper takes it; `nil` without such a class.
  public static func mean(
    _ counts: some Sequence<PanopticCounts>, of quality: (PanopticCounts) -> Double?
  ) -> Double? {
    let values = counts.filter { $0.recognitionQuality != nil }.map { quality($0) ?? 0 }
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  /// Counts one pair.
  mutating func match(overlap: Int, union: Int) {
    matched += 1
    overlapSum += Int((Double(overlap) / Double(union) * Self.overlapUnit).rounded())
  }
}
