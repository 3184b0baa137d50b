extension AreaCorrection {
  /// The mean over places of the area mapped as each class; a place is rows of
  /// truth and columns of mapped classes.
  static func meanAreas(_ places: [[[Double]]]) -> [Double] {
    guard let first = places.first else { return [] }
    return first.indices.map { i in
      places.reduce(0) { $0 + mapped($1, i) } / Double(places.count)
    }
  }

  static func mapped(_ place: [[Double]], _ i: Int) -> Double { place.reduce(0) { $0 + $1[i] } }

  /// For each mapped class the share of each true one over all places; a class
  /// that was mapped nowhere counts as right.
  static func shares(_ places: [[[Double]]]) -> [[Double]] {
    guard let first = places.first else { return [] }
    return first.indices.map { i in
      let all = places.reduce(0) { $0 + mapped($1, i) }
      return first.indices.map { k in
        all > 0 ? places.reduce(0) { $0 + $1[k][i] } / all : k == i ? 1 : 0
      }
    }
  }

  /// For each true class the covariance of residuals over places.
  static func covariances(_ places: [[[Double]]], shares: [[Double]]) -> [[[Double]]] {
    let classes = shares.indices
    return classes.map { k in
      let residuals = places.map { place in
        classes.map { i in place[k][i] - shares[i][k] * mapped(place, i) }
      }
      return classes.map { i in
        classes.map { j in
          residuals.reduce(0) { $0 + $1[i] * $1[j] } / Double(places.count - 1)
        }
      }
    }
  }
}
