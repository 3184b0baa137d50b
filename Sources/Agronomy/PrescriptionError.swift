/// Why a prescription cannot be made.
public enum PrescriptionError: Error, Hashable, Sendable {
  /// A width or length is not a positive number.
  case notPositive(what: String, value: Double)
  /// The boom does not hold a whole number of sections.
  case sectionsDoNotFit(boomMetres: Double, sectionMetres: Double)
  /// The field has more cells than can be planned.
  case tooManyCells(count: Double, limit: Int)
  /// Nothing is left of the field inside of the safety margin.
  case noWorkingArea(field: String, marginMetres: Double)
  /// No cell of the field has a value.
  case noValues(field: String)
  /// There are fewer different values than zones.
  case tooFewValues(zones: Int, distinct: Int)
  /// The product that is given everywhere passes the cap by itself.
  case capUnreachable(cap: Double, least: Double, unit: String)
  /// The rates do not suit what they are for.
  case wrongRates(String)
}

extension PrescriptionError: CustomStringConvertible {
  /// One sentence that names the thing.
  public var description: String {
    switch self {
    case .notPositive(let what, let value): "the \(what) must be a positive number, not \(value)"
    case .sectionsDoNotFit(let boom, let section):
      "a boom of \(boom) m does not hold a whole number of sections of \(section) m"
    case .tooManyCells(let count, let limit):
      "the field would have \(Int(min(count, 1e15))) cells, more than \(limit): wider sections or longer cells are needed"
    case .noWorkingArea(let field, let margin):
      "nothing is left of field '\(field)' inside of a safety margin of \(margin) m"
    case .noValues(let field): "the raster holds no value in field '\(field)'"
    case .tooFewValues(let zones, let distinct):
      "\(zones) zones cannot be told apart by \(distinct) different value\(distinct == 1 ? "" : "s")"
    case .capUnreachable(let cap, let least, let unit):
      "the cap of \(cap) \(unit) cannot be met: what is given everywhere comes to \(least) \(unit)"
    case .wrongRates(let reason): "the rates do not fit: \(reason)"
    }
  }
}
