import Pixels

extension AreaCorrection {
  enum CodingKeys: String, CodingKey {
    case codes, shares, place, placeCount, sceneCount, meanAreas, isOnGround, covariances
  }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where parts are missing, do not fit each other
  ///   or hold what no labels can give.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    codes = try values.decode([ClassCode].self, forKey: .codes)
    shares = try values.decode([[Double]].self, forKey: .shares)
    place = try values.decode(Place.self, forKey: .place)
    placeCount = try values.decode(Int.self, forKey: .placeCount)
    sceneCount = try values.decode(Int.self, forKey: .sceneCount)
    meanAreas = try values.decode([Double].self, forKey: .meanAreas)
    isOnGround = try values.decode(Bool.self, forKey: .isOnGround)
    covariances = try values.decode([[[Double]]].self, forKey: .covariances)
    guard isSound else {
      throw DecodingError.dataCorruptedError(
        forKey: .codes, in: values, debugDescription: "the parts of the area correction do not fit each other"
      )
    }
  }

  private var isSound: Bool {
    let count = codes.count
    let isSorted = count > 0 && zip(codes, codes.dropFirst()).allSatisfy(<) && codes.last != .nodata
    let isSized =
      meanAreas.count == count
      && ([shares] + covariances).allSatisfy { square in
        square.count == count && square.allSatisfy { $0.count == count }
      } && covariances.count == count
    return isSorted && isSized && placeCount >= 2 && sceneCount >= 1 && hasSoundNumbers
  }

  private var hasSoundNumbers: Bool {
    meanAreas.allSatisfy { $0.isFinite && $0 >= 0 }
      && shares.allSatisfy { row in
        row.allSatisfy { (0...1).contains($0) } && abs(row.reduce(0, +) - 1) < 1e-6
      }
      && covariances.joined().joined().allSatisfy(\.isFinite)
      && covariances.allSatisfy { matrix in matrix.indices.allSatisfy { matrix[$0][$0] >= 0 } }
  }
}
