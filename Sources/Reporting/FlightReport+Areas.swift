public import Pixels

extension FlightReport {
  /// How much ground one class covers.
  public struct ClassArea: Hashable, Sendable {
    /// The class.
    public var code: ClassCode
    /// The area in hectares.
    public var hectares: Double
    /// The share of the ground that holds any class, 0 to 1.
    public var share: Double
    /// The area corrected for confused classes; `nil` where nothing is known
    /// of that.
    public var corrected: CorrectedArea?

    /// Makes an area.
    public init(code: ClassCode, hectares: Double, share: Double, corrected: CorrectedArea? = nil) {
      self.code = code
      self.hectares = hectares
      self.share = share
      self.corrected = corrected
    }
  }

  /// The patches of one class in one field.
  public struct PatchSummary: Hashable, Sendable {
    /// The class.
    public var code: ClassCode
    /// How many patches there are.
    public var count: Int
    /// The median area in square metres; `nil` without a patch.
    public var medianSquareMetres: Double?
    /// The largest area in square metres; `nil` without a patch.
    public var largestSquareMetres: Double?

    /// Makes a summary.
    public init(
      code: ClassCode, count: Int, medianSquareMetres: Double? = nil, largestSquareMetres: Double? = nil
    ) {
      self.code = code
      self.count = count
      self.medianSquareMetres = medianSquareMetres
      self.largestSquareMetres = largestSquareMetres
    }
  }

  /// The sums over a flight.
  public struct Totals: Hashable, Sendable {
    /// The area of all fields, in hectares.
    public var fieldHectares: Double
    /// The part of it that the mosaic covers, in hectares.
    public var coveredHectares: Double
    /// The area of each class within the fields.
    public var classes: [ClassArea]

    /// Makes totals.
    public init(fieldHectares: Double, coveredHectares: Double, classes: [ClassArea]) {
      self.fieldHectares = fieldHectares
      self.coveredHectares = coveredHectares
      self.classes = classes
    }
  }
}
