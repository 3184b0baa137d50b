/// What grows in a field: how it is sown and how it looks.
public struct CropKind: Hashable, Sendable {
  /// How leaves lie around a plant's centre.
  public enum Habit: Hashable, Sendable {
    /// Broad leaves in a rosette, as sugar beet.
    case rosette
    /// A few long narrow leaves, as maize.
    case blades
    /// A dense bush with a wavy edge, as potato or soybean.
    case bush
  }

  /// The name in the fields' `crop` attribute.
  public var name: String
  /// The distance between rows in metres.
  public var rowSpacingMetres: Double
  /// The distance between plants in a row in metres.
  public var plantSpacingMetres: Double
  /// How far leaves reach from the centre of a full-grown plant, in metres.
  public var fullRadiusMetres: Double
  /// How leaves lie around the centre.
  public var habit: Habit
  /// A factor on green reflectance against the other crops, about 1.
  public var greenness: Double

  /// Makes a crop.
  public init(
    name: String, rowSpacingMetres: Double, plantSpacingMetres: Double, fullRadiusMetres: Double,
    habit: Habit, greenness: Double = 1
  ) {
    self.name = name
    self.rowSpacingMetres = rowSpacingMetres
    self.plantSpacingMetres = plantSpacingMetres
    self.fullRadiusMetres = fullRadiusMetres
    self.habit = habit
    self.greenness = greenness
  }

  /// Sugar beet, 50 cm by 24 cm.
  public static let sugarBeet = CropKind(
    name: "sugar beet", rowSpacingMetres: 0.5, plantSpacingMetres: 0.24, fullRadiusMetres: 0.34,
    habit: .rosette)
  /// Maize, 75 cm by 20 cm.
  public static let maize = CropKind(
    name: "maize", rowSpacingMetres: 0.75, plantSpacingMetres: 0.2, fullRadiusMetres: 0.52,
    habit: .blades, greenness: 1.06)
  /// Potato, 75 cm by 33 cm.
  public static let potato = CropKind(
    name: "potato", rowSpacingMetres: 0.75, plantSpacingMetres: 0.33, fullRadiusMetres: 0.46,
    habit: .bush, greenness: 0.95)
  /// Soybean, 45 cm by 12 cm.
  public static let soybean = CropKind(
    name: "soybean", rowSpacingMetres: 0.45, plantSpacingMetres: 0.12, fullRadiusMetres: 0.28,
    habit: .bush, greenness: 1.1)
}
