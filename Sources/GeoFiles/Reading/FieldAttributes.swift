/// Which attributes of a boundary file mean what.
public struct FieldAttributes: Hashable, Sendable {
  /// The attribute with the field's id; `nil` takes the feature's number.
  public var id: String?
  /// The attribute with the crop, if there is one.
  public var crop: String?
  /// The attribute with the distance between rows in metres, if there is one.
  public var rowSpacing: String?

  /// Names the attributes.
  public init(id: String? = nil, crop: String? = nil, rowSpacing: String? = nil) {
    self.id = id
    self.crop = crop
    self.rowSpacing = rowSpacing
  }
}
