import Grid
import Pixels

/// Counts what two annotators say of the pixels that both labelled.
struct AgreementTally {
  let first: String?
  let second: String?
  /// Pixels by the class of the first and of the second.
  private var counts = [Int](repeating: 0, count: 256 * 256)
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

  /// The counts, to be added up over mosaics.
  var agreement: AnnotatorAgreement {
    var agreement = AnnotatorAgreement(first, second)
    for (key, count) in counts.enumerated() where count > 0 {
      agreement.add(ClassCode(key >> 8), ClassCode(key & 255), pixels: count)
    }
    return agreement
  }
}
