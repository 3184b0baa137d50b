import Foundation
public import Pixels

/// Areas of classes told from a map and from a sample of what is true
/// (Olofsson et al. 2014, "Good practices for estimating area and assessing
/// accuracy of land change").
///
/// Counting a map's pixels gives areas that are wrong by as much as the map
/// is: a class that is mapped where it is not gains area. The sample says how
/// much of each mapped class is truly what, and so corrects the areas.
///
/// Two ways lead to standard errors. `init(sample:mappedAreas:)` is the
/// paper's stratified estimator: right where the sample is of independent
/// points drawn at random within each mapped class. Labels of whole patches
/// are no such points: a block of a thousand pixels is worth little more than
/// one, and the paper's errors come out far too small. For these is
/// `init(blocks:mappedAreas:bootstrap:)`, which draws whole blocks. What a
/// model says of a new field is `AreaCorrection`'s matter.
public struct AreaEstimate: Hashable, Sendable {
  /// One class's area and accuracy.
  public struct ClassArea: Hashable, Sendable {
    /// The class.
    public var code: ClassCode
    /// The area that the map gives it.
    public var mappedArea: Double
    /// The corrected area, in the unit of the mapped areas.
    public var area: Double
    /// The standard error of `area`; `nil` where blocks are too few.
    public var standardError: Double?
    /// The 95 % interval of `area`, not below nothing; `nil` as above.
    public var interval: ConfidenceInterval?
    /// The share of what is mapped as the class that is of it; `nil` where
    /// none is mapped.
    public var usersAccuracy: Accuracy?
    /// The share of what is of the class that is mapped as it; `nil` where
    /// there is none.
    public var producersAccuracy: Accuracy?
  }

  /// A share from 0 to 1 and its standard error.
  public struct Accuracy: Hashable, Sendable {
    /// The share.
    public var value: Double
    /// Its standard error; `nil` where blocks are too few.
    public var standardError: Double?
  }

  /// The classes by ascending code.
  public var classes: [ClassArea]
  /// The share of the area that is mapped right.
  public var overallAccuracy: Accuracy

  /// 1.96, with which the paper makes 95 % intervals.
  static let normalQuantile = 1.959963984540054

  /// Estimates from independent points (equations 1 to 11 of the paper).
  ///
  /// As ever with normal intervals for shares, these are too narrow where the
  /// sample holds but two or three points of an error that matters.
  ///
  /// - Parameters:
  ///   - sample: The points by true and mapped class; at least two in each
  ///     mapped class that has area.
  ///   - mappedAreas: The map's area of each class, in any unit.
  /// - Throws: `AreaEstimateError` where areas and sample do not fit.
  public init(
    sample: ConfusionMatrix, mappedAreas: [ClassCode: Double]
  ) throws(AreaEstimateError) {
    let strata = try Strata(sample, mappedAreas, fewest: 2)
    overallAccuracy = strata.overallAccuracy
    classes = sample.codes.indices.map { k in
      let error = strata.standardError(of: k)
      return ClassArea(
        code: sample.codes[k], mappedArea: strata.areas[k], area: strata.area(of: k), standardError: error,
        interval: Self.interval(strata.area(of: k), Self.normalQuantile * error, total: strata.total),
        usersAccuracy: strata.usersAccuracy(of: k), producersAccuracy: strata.producersAccuracy(of: k))
    }
  }

  /// What lies within so much of an area, but not below nothing nor above all.
  static func interval(_ area: Double, _ halfWidth: Double, total: Double) -> ConfidenceInterval {
    let lower = min(max(area - halfWidth, 0), total)
    return ConfidenceInterval(lower: lower, upper: max(lower, min(area + halfWidth, total)))
  }
}
