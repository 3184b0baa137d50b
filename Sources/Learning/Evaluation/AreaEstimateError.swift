public import Pixels

/// Why areas cannot be corrected.
public enum AreaEstimateError: Error, Hashable, Sendable {
  /// A class has area on the map, and too few labels lie where it was mapped.
  case unsampledClass(ClassCode)
  /// A class has area on the map and is not one of the labels' classes.
  case unknownClass(ClassCode)
  /// An area is negative or not finite.
  case badArea(ClassCode, Double)
  /// There is no area at all.
  case noArea
  /// There are too few places with labels.
  case tooFewBlocks(count: Int, needed: Int)
}

extension AreaEstimateError: CustomStringConvertible {
  /// One sentence that names the class.
  public var description: String {
    switch self {
    case .unsampledClass(let code):
      "class \(code) has area on the map, but too few labels lie where it was mapped to correct areas"
    case .unknownClass(let code): "class \(code) has area on the map, but the labels do not know it"
    case .badArea(let code, let area): "class \(code) has an area of \(area)"
    case .noArea: "no class has any area on the map"
    case .tooFewBlocks(let count, let needed):
      "labels lie in \(count) block\(count == 1 ? "" : "s"), correcting areas needs \(needed)"
    }
  }
}
