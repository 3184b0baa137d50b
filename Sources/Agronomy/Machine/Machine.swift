/// What drives over the field: a boom with sections that switch by themselves.
public struct Machine: Hashable, Sendable {
  /// The working width.
  public let boomMetres: Double
  /// The width of one section.
  public let sectionMetres: Double
  /// The length, along the track, in which a rate can change.
  public let stepMetres: Double
  /// The number of sections.
  public let sections: Int

  /// Makes a machine.
  ///
  /// - Throws: `PrescriptionError` where a measure is not positive or the boom
  ///   does not hold a whole number of sections (to a millionth of one).
  public init(boomMetres: Double, sectionMetres: Double, stepMetres: Double) throws(PrescriptionError) {
    for (what, value) in [
      ("boom width", boomMetres), ("section width", sectionMetres), ("cell length", stepMetres),
    ] where !(value > 0 && value.isFinite) {
      throw .notPositive(what: what, value: value)
    }
    let count = (boomMetres / sectionMetres).rounded()
    guard count >= 1, count < 10_000, abs(boomMetres / sectionMetres - count) < 1e-6 else {
      throw .sectionsDoNotFit(boomMetres: boomMetres, sectionMetres: sectionMetres)
    }
    self.boomMetres = boomMetres
    self.sectionMetres = sectionMetres
    self.stepMetres = stepMetres
    sections = Int(count)
  }

  /// The area of one whole cell.
  public var cellSquareMetres: Double { sectionMetres * stepMetres }
}
