import FieldStatistics
import Stitching

/// Finds the columns of a row whose larger part lies in a field.
struct FieldSpanFinder {
  private let coverages: [FieldCoverage]

  init(_ coverages: [FieldCoverage]) { self.coverages = coverages }

  /// By ascending start.
  func spans(row: Int) -> [FieldSpan] {
    var spans: [FieldSpan] = []
    for (field, coverage) in coverages.enumerated() where coverage.rows.contains(row) {
      for span in coverage.spans(row: row) where span.weight.fraction > 0.5 {
        spans.append(FieldSpan(start: Int32(span.start), end: Int32(span.end), fieldIndex: Int32(field)))
      }
    }
    return spans.sorted { ($0.start, $0.fieldIndex) < ($1.start, $1.fieldIndex) }
  }
}
