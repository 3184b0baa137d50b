/// A field as the catalog knows it, apart from any flight.
public struct FieldRecord: Hashable, Sendable {
  /// The id from the boundary file. Data, whatever characters it holds.
  public var fieldID: String
  /// What grows there.
  public var crop: String?
  /// The distance between rows.
  public var rowSpacingMetres: Double?
  /// The true area of the boundary.
  public var areaSquareMetres: Double
  /// What tells the boundary apart from any other.
  public var boundaryHash: String

  /// Makes a record.
  public init(
    fieldID: String, crop: String?, rowSpacingMetres: Double?, areaSquareMetres: Double, boundaryHash: String
  ) {
    self.fieldID = fieldID
    self.crop = crop
    self.rowSpacingMetres = rowSpacingMetres
    self.areaSquareMetres = areaSquareMetres
    self.boundaryHash = boundaryHash
  }
}

/// How much of a field a flight covers.
public enum CoverageStatus: String, Hashable, Sendable, CaseIterable {
  /// The whole field.
  case covered
  /// A part of it.
  case partly
  /// Nothing of it.
  case uncovered
}

/// What a run found in one field.
public struct FieldResult: Hashable, Sendable {
  /// The field.
  public var field: FieldRecord
  /// How much of it the mosaic covers.
  public var status: CoverageStatus
  /// The share of the field that lies on the mosaic, 0 to 1.
  public var coveredFraction: Double
  /// The share of the covered part that holds data, 0 to 1; `nil` where nothing is covered.
  public var validFraction: Double?
  /// The area on the mosaic.
  public var coveredAreaSquareMetres: Double
  /// What each class covers.
  public var classAreas: [ClassArea]
  /// The figures of each index.
  public var indexFigures: [IndexFigures]
  /// Anything else with a unit: plants, gaps, severity.
  public var findings: [Finding]

  /// Makes a result.
  public init(
    field: FieldRecord, status: CoverageStatus, coveredFraction: Double, validFraction: Double?,
    coveredAreaSquareMetres: Double, classAreas: [ClassArea] = [], indexFigures: [IndexFigures] = [],
    findings: [Finding] = []
  ) {
    self.field = field
    self.status = status
    self.coveredFraction = coveredFraction
    self.validFraction = validFraction
    self.coveredAreaSquareMetres = coveredAreaSquareMetres
    self.classAreas = classAreas
    self.indexFigures = indexFigures
    self.findings = findings
  }
}

/// A stated quantity with its unit and error.
public struct Finding: Hashable, Sendable {
  /// The name, unique in a field's result.
  public var name: String
  /// The value.
  public var value: Double
  /// The unit, such as "1/ha"; "1" for a pure number.
  public var unit: String
  /// The standard error, where it is known.
  public var standardError: Double?

  /// Makes a finding.
  public init(name: String, value: Double, unit: String, standardError: Double? = nil) {
    self.name = name
    self.value = value
    self.unit = unit
    self.standardError = standardError
  }
}
