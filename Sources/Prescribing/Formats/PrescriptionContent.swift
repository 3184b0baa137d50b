public import Agronomy

/// A prescription with all that its files tell.
public struct PrescriptionContent {
  /// The plan.
  public var prescription: Prescription
  /// The plane in which its cells lie.
  public let ground: FieldGround
  /// The field without its safety margin.
  public let working: GroundArea
  /// The field's id.
  public let field: String
  /// The most product; `nil` for any.
  public let cap: Double?
  /// The product's name.
  public let product: String
  /// The version of the program that writes it.
  public let version: String

  /// Puts together what is written.
  public init(
    prescription: Prescription, ground: FieldGround, working: GroundArea, field: String, product: String,
    cap: Double? = nil, version: String
  ) {
    self.prescription = prescription
    self.ground = ground
    self.working = working
    self.field = field
    self.product = product
    self.cap = cap
    self.version = version
  }

  /// The prescription with rates in whole steps: the nearest, or, where those
  /// pass the cap, the next below.
  func rounded(to resolution: Double) -> Prescription {
    let nearest = prescription.rounded(to: resolution, .toNearestOrAwayFromZero)
    guard let cap, nearest.product > cap * (1 + 1e-9) else { return nearest }
    return prescription.rounded(to: resolution, .down)
  }
}
