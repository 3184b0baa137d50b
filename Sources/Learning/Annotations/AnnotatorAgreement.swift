public import Pixels

/// What two annotators say of the pixels that both labelled.
public struct AnnotatorAgreement: Hashable, Sendable {
  /// The one; `nil` for an unnamed one.
  public let first: String?
  /// The other.
  public let second: String?
  /// Pixels by the class of the first times 256 and the class of the second.
  private var counts: [Int: Int] = [:]

  /// Begins with no pixel.
  public init(_ first: String?, _ second: String?) {
    self.first = first
    self.second = second
  }

  /// Adds pixels of one class for the first and one for the second.
  public mutating func add(_ one: ClassCode, _ two: ClassCode, pixels: Int = 1) {
    counts[Int(one) << 8 | Int(two), default: 0] += pixels
  }

  /// Adds what the same two said elsewhere.
  public mutating func merge(_ other: AnnotatorAgreement) {
    precondition(first == other.first && second == other.second, "both are about the same two")
    counts.merge(other.counts, uniquingKeysWith: +)
  }

  /// Pixels that both labelled.
  public var pixels: Int { counts.values.reduce(0, +) }

  /// Agreement on each class, then on all at once; nothing where they share no
  /// pixel.
  public func figures(_ legend: Legend) -> [AnnotationFindings.Agreement] {
    let total = pixels
    guard total > 0 else { return [] }
    var (firsts, seconds, both) = ([Int](repeating: 0, count: 256), [Int](repeating: 0, count: 256), 0)
    for (key, count) in counts {
      firsts[key >> 8] += count
      seconds[key & 255] += count
      if key >> 8 == key & 255 { both += count }
    }
    let expected = zip(firsts, seconds).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    let whole = agreement(
      nil, total, Double(both) / Double(total), observed: Double(both) / Double(total),
      expected: expected / Double(total) / Double(total))
    return legend.entries.map { entry in
      let code = Int(entry.code)
      let (a, b, shared) = (firsts[code], seconds[code], counts[code << 8 | code] ?? 0)
      let agreed = Double(total - a - b + 2 * shared) / Double(total)
      let (p, q) = (Double(a) / Double(total), Double(b) / Double(total))
      return agreement(
        entry.code, total, Double(shared) / Double(a + b - shared), observed: agreed,
        expected: p * q + (1 - p) * (1 - q))
    } + [whole]
  }

  private func agreement(
    _ code: ClassCode?, _ pixels: Int, _ share: Double, observed: Double, expected: Double
  ) -> AnnotationFindings.Agreement {
    AnnotationFindings.Agreement(
      first: first, second: second, code: code, pixels: pixels, intersectionOverUnion: share,
      kappa: (observed - expected) / (1 - expected))
  }
}
