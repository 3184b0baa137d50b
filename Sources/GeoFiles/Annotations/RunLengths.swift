import Grid
import Pixels

/// The run lengths of a COCO mask: column after column, outside first.
///
/// Source: pycocotools, `maskApi.c`.
enum RunLengths {
  /// Reads the text form: numbers of base 32 in characters from "0", each from
  /// the fourth on less the one two before it; `nil` where it is malformed.
  static func decoded(_ text: String) -> [Int]? {
    var counts: [Int] = []
    var (number, shift) = (0, 0)
    for character in text.utf8 {
      guard (48..<112).contains(character), shift <= 50 else { return nil }
      let bits = Int(character) - 48
      number |= (bits & 0x1f) << shift
      shift += 5
      guard bits & 0x20 == 0 else { continue }
      if bits & 0x10 != 0 { number |= -1 << shift }
      if counts.count > 2 { number += counts[counts.count - 2] }
      guard (0...(1 << 40)).contains(number) else { return nil }
      counts.append(number)
      (number, shift) = (0, 0)
    }
    return shift == 0 ? counts : nil
  }

  /// The pixels of a mask as spans in raster order; `nil` where the counts do
  /// not fill the picture.
  static func spans(_ counts: [Int], size: PixelSize) -> [PixelSpan]? {
    var total = 0
    for count in counts {
      guard count >= 0, count <= size.pixelCount - total else { return nil }
      total += count
    }
    guard total == size.pixelCount, size.height > 0 else { return nil }
    var spans: [PixelSpan] = []
    var open: [Int: Range<Int>] = [:]
    var place = 0
    for (index, count) in counts.enumerated() {
      for inside in place..<(index % 2 == 1 ? place + count : place) {
        let (column, row) = (inside / size.height, inside % size.height)
        if let before = open[row], before.upperBound == column {
          open[row] = before.lowerBound..<(column + 1)
        } else {
          if let before = open[row] { spans.append(PixelSpan(row: row, columns: before)) }
          open[row] = column..<(column + 1)
        }
      }
      place += count
    }
    return (spans + open.map { PixelSpan(row: $0, columns: $1) }).sorted()
  }
}
