import Catalog
import Foundation
import Reporting

extension Table {
  /// The answer to a query. For people the largest number of a column keeps at
  /// least four digits.
  init(_ result: QueryResult) {
    self.init(
      columns: result.columns.indices.map { column in
        let numbers = result.rows.compactMap { row in
          if case .real(let number) = row[column] { number } else { nil }
        }
        return Column(result.columns[column], decimals: Self.decimals(of: numbers))
      },
      rows: result.rows.map { $0.map(Cell.init) })
  }

  private static func decimals(of numbers: [Double]) -> Int {
    let largest = numbers.map(abs).max() ?? 0
    guard largest > 0, largest.isFinite else { return 0 }
    let most = min(6, max(0, 3 - Int(log10(largest).rounded(.down))))
    return (0..<most).first { decimals in
      let scale = pow(10.0, Double(decimals))
      return numbers.allSatisfy { abs($0 * scale - ($0 * scale).rounded()) < 1e-6 * max(1, abs($0 * scale)) }
    } ?? most
  }
}

extension Table.Cell {
  /// A value of a query's answer; bytes are shown as hexadecimal digits.
  init(_ value: CatalogValue) {
    switch value {
    case .null: self = .missing
    case .integer(let number): self = .integer(Int(number))
    case .real(let number): self = .number(number)
    case .text(let text): self = .text(text)
    case .blob(let bytes):
      self = .text("x'" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "'")
    }
  }
}
