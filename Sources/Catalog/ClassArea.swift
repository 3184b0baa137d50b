public import Pixels

/// What one class covers of a field.
public struct ClassArea: Hashable, Sendable {
  /// The class.
  public var code: ClassCode
  /// The area as mapped.
  public var areaSquareMetres: Double
  /// The share of the field's valid area, 0 to 1.
  public var fraction: Double
  /// The area corrected for what the mask confuses; `nil` where nothing is
  /// known of that.
  public var corrected: CorrectedArea?
  /// The patches of the class; `nil` where they are not counted.
  public var patches: PatchFigures?

  /// Makes an area.
  public init(
    code: ClassCode, areaSquareMetres: Double, fraction: Double, corrected: CorrectedArea? = nil,
    patches: PatchFigures? = nil
  ) {
    self.code = code
    self.areaSquareMetres = areaSquareMetres
    self.fraction = fraction
    self.corrected = corrected
    self.patches = patches
  }
}

/// What a class truly covers of a field, as far as labels tell: the mapped
/// areas corrected for the confusion of classes.
public struct CorrectedArea: Hashable, Sendable {
  /// How far the truth may be from a corrected area.
  public struct Margin: Hashable, Sendable {
    /// The standard error.
    public var standardErrorSquareMetres: Double
    /// The lower end of the 95 % interval.
    public var lowerSquareMetres: Double
    /// The upper end of the 95 % interval.
    public var upperSquareMetres: Double

    /// Makes a margin; the ends are in order.
    public init(standardErrorSquareMetres: Double, lowerSquareMetres: Double, upperSquareMetres: Double) {
      self.standardErrorSquareMetres = standardErrorSquareMetres
      self.lowerSquareMetres = lowerSquareMetres
      self.upperSquareMetres = upperSquareMetres
    }
  }

  /// The corrected area.
  public var areaSquareMetres: Double
  /// How sure it is; `nil` where labels are too few to say.
  public var margin: Margin?

  /// Makes a corrected area.
  public init(areaSquareMetres: Double, margin: Margin? = nil) {
    self.areaSquareMetres = areaSquareMetres
    self.margin = margin
  }
}

/// The connected patches of a class in a field.
public struct PatchFigures: Hashable, Sendable {
  /// How many there are.
  public var count: Int
  /// The median area; `nil` where there is none.
  public var medianSquareMetres: Double?
  /// The area of the largest; `nil` where there is none.
  public var largestSquareMetres: Double?

  /// Makes figures.
  public init(count: Int, medianSquareMetres: Double?, largestSquareMetres: Double?) {
    self.count = count
    self.medianSquareMetres = medianSquareMetres
    self.largestSquareMetres = largestSquareMetres
  }
}
