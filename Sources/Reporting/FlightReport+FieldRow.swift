extension FlightReport {
  /// What is reported of one field.
  public struct FieldRow: Hashable, Sendable {
    /// The field's id.
    public var id: String
    /// The crop, where it is known.
    public var crop: String?
    /// The area of the whole boundary in hectares.
    public var areaHectares: Double
    /// The share of the boundary that the mosaic covers, 0 to 1.
    public var coveredShare: Double
    /// The share of the covered pixels that hold a class, 0 to 1.
    public var validShare: Double
    /// The area of each class.
    public var classes: [ClassArea]
    /// The patches of each class that is counted.
    public var patches: [PatchSummary]
    /// The statistics of each index.
    public var indices: [IndexSummary]

    /// Makes a row.
    public init(
      id: String, crop: String? = nil, areaHectares: Double, coveredShare: Double, validShare: Double,
      classes: [ClassArea], patches: [PatchSummary] = [], indices: [IndexSummary] = []
    ) {
      self.id = id
      self.crop = crop
      self.areaHectares = areaHectares
      self.coveredShare = coveredShare
      self.validShare = validShare
      self.classes = classes
      self.patches = patches
      self.indices = indices
    }
  }
}
