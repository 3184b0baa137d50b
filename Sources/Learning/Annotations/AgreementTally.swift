import Grid
import Pixels

/// Counts what two annotators say of the pixels that both labelled.
struct AgreementTally {
  let first: String?
  let second: String?
  /// Pixels by the class of the first and of the second.
  private(set) var counts = [Int](repeating: 0, count: 256 * 256)
  private(set) var places: PlaceTally<UInt16>

  init(_ first: AnnotationLayer, _ second: AnnotationLayer, size: PixelSize, rules: AnnotationRules) {
    self.first = first.annotator
    self.second = second.annotator
    places = PlaceTally(size: size, blockSize: rules.blockSize)
  }

  mutating func push(
    row: Int, left: Int, _ first: UnsafeBufferPointer<ClassCode>, _ second: UnsafeBufferPointer<ClassCode>
  ) {
    for column in first.indices where first[column] != .nodata && second[column] != .nodata {
      let key = UInt16(first[column]) << 8 | UInt16(second[column])
      counts[Int(key)] += 1
      if first[column] != second[column] {
        places.add(key, row: row, columns: (left + column)..<(left + column + 1))
      }
    }
  }

  func agreements(_ legend: Legend) -> [AnnotationFindings.Agreement] {
    let total = counts.reduce(0, +)
    guard total > 0 else { return [] }
    var (firsts, seconds, both) = ([Int](repeating: 0, count: 256), [Int](repeating: 0, count: 256), 0)
    for one in 0..<256 {
      for two in 0..<256 {
        firsts[one] += counts[one << 8 | two]
        seconds[two] += counts[one << 8 | two]
      }
      both += counts[one << 8 | one]
    }
    let expected = zip(firsts, seconds).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
    let whole = agreement(
      nil, total, Double(both) / Double(total), observed: Double(both) / Double(total),
      expected: expected / Double(total) / Double(total))
    return legend.entries.map { entry in
      let code = Int(entry.code)
      let (a, b, shared) = (firsts[code], seconds[code], counts[code << 8 | code])
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
