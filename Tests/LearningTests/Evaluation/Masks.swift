import Learning
import Pixels
import TestSupport

/// Small masks, and what they say by looking at all pixels at once.
struct Masks {
  let width: Int
  let height: Int
  var truth: [[ClassCode]]
  var prediction: [[ClassCode]]

  /// Three classes: soil, and two that are counted.
  static func legend() throws -> Legend {
    let grey = Legend.Color(red: 9, green: 9, blue: 9)
    return try Legend([
      .init(code: 0, name: "soil", color: grey, kind: .stuff, group: .soil),
      .init(code: 1, name: "crop", color: grey, kind: .thing, group: .crop),
      .init(code: 2, name: "weed", color: grey, kind: .thing, group: .weed),
    ])
  }

  /// The masks of Oracles/evaluation.py.
  static func cells() -> Masks {
    func cell(_ row: Int, _ column: Int) -> ClassCode {
      let isInside = (1..<7).contains(row % 8) && (1..<7).contains(column % 9)
      return isInside ? ClassCode((row / 8 * 5 + column / 9 * 3) % 4) : 0
    }
    var masks = Masks(width: 70, height: 60, truth: [], prediction: [])
    for row in 0..<60 {
      masks.truth.append((0..<70).map { cell(row, $0) == 3 ? 255 : cell(row, $0) })
      masks.prediction.append(
        (0..<70).map { column in
          if row % 8 == 4, column > 50 { return 0 }
          if row * column % 61 == 7 { return 2 }
          let found = cell(row + column / 30, column + row / 20)
          return found == 3 ? 1 : found
        })
    }
    return masks
  }

  /// Masks of rectangles, some alike in both, with specks.
  static func random(seed: Int) -> Masks {
    var generator = SeededGenerator(seed: seed)
    let width = Int.random(in: 1...40, using: &generator)
    let height = Int.random(in: 1...40, using: &generator)
    let empty = Array(repeating: [ClassCode](repeating: 0, count: width), count: height)
    var masks = Masks(width: width, height: height, truth: empty, prediction: empty)
    for _ in 0..<Int.random(in: 0...30, using: &generator) {
      let code = [ClassCode]([0, 1, 1, 2, 2, 255]).randomElement(using: &generator) ?? 0
      let rows = span(height, &generator)
      let columns = span(width, &generator)
      let side = Int.random(in: 0...4, using: &generator)
      if side > 0 { masks.truth.fill(rows, columns, code) }
      if side < 4 { masks.prediction.fill(rows, columns, code) }
    }
    for _ in 0..<Int.random(in: 0...25, using: &generator) {
      let code = ClassCode.random(in: 0...2, using: &generator)
      let (row, column) = (
        Int.random(in: 0..<height, using: &generator), Int.random(in: 0..<width, using: &generator)
      )
      masks.prediction[row][column] = code
    }
    return masks
  }

  private static func span(_ length: Int, _ generator: inout SeededGenerator) -> Range<Int> {
    let start = Int.random(in: 0..<length, using: &generator)
    return start..<min(length, start + Int.random(in: 1...9, using: &generator))
  }
}

extension [[ClassCode]] {
  mutating func fill(_ rows: Range<Int>, _ columns: Range<Int>, _ code: ClassCode) {
    for row in rows { for column in columns { self[row][column] = code } }
  }

  /// The 8-connected parts of one class as sets of pixel numbers.
  func components(of code: ClassCode) -> [Set<Int>] {
    let width = first?.count ?? 0
    var open = Set(
      indices.flatMap { row in (0..<width).filter { self[row][$0] == code }.map { row * width + $0 } })
    var parts: [Set<Int>] = []
    while let seed = open.min() {
      var (part, edge) = (Set<Int>(), [seed])
      open.remove(seed)
      while let pixel = edge.popLast() {
        part.insert(pixel)
        for row in pixel / width - 1...pixel / width + 1 {
          for column in Swift.max(pixel % width - 1, 0)...Swift.min(pixel % width + 1, width - 1)
          where open.remove(row * width + column) != nil { edge.append(row * width + column) }
        }
      }
      parts.append(part)
    }
    return parts
  }

  func pixels(_ test: (ClassCode) -> Bool) -> Set<Int> {
    let width = first?.count ?? 0
    return Set(indices.flatMap { row in (0..<width).filter { test(self[row][$0]) }.map { row * width + $0 } })
  }
}
