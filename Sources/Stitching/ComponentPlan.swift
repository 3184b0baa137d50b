import Pixels

/// A rule worked out into one table entry for each class.
///
/// A component is settled when its fate can no longer change while it grows;
/// `settledCode` is what it then becomes. Components of classes that are not
/// judged are settled from the start.
struct ComponentPlan {
  enum Kind {
    case sieve(background: ClassCode)
    case relabel(smallCode: ClassCode)
    case fillHoles
  }

  let kind: Kind
  let reach: Int32
  /// Pixels at which a component is settled; 0 for classes not judged.
  private(set) var limit = [Int](repeating: 0, count: 256)
  /// What a settled component of each class becomes.
  private(set) var settledCode = [ClassCode](0...255)

  init(_ rule: ComponentRule) {
    reach = rule.connectivity.reach
    switch rule.action {
    case .sieve(let minimumPixels, let background):
      kind = .sieve(background: background)
      for (code, minimum) in minimumPixels { judge(code, limit: minimum) }
    case .relabel(let from, let to, .below(let pixels)):
      kind = .relabel(smallCode: to)
      judge(from, limit: pixels)
    case .relabel(let from, let to, .atLeast(let pixels)):
      kind = .relabel(smallCode: from)
      judge(from, limit: pixels)
      if from != .nodata { settledCode[Int(from)] = to }
    case .fillHoles(let background, let belowPixels):
      kind = .fillHoles
      judge(background, limit: belowPixels)
    }
  }

  private mutating func judge(_ code: ClassCode, limit pixels: Int) {
    guard code != .nodata, pixels > 1 else { return }
    limit[Int(code)] = pixels
  }

  var usesBorders: Bool {
    switch kind {
    case .sieve, .fillHoles: true
    case .relabel: false
    }
  }

  var fillsHoles: Bool {
    if case .fillHoles = kind { true } else { false }
  }
}
