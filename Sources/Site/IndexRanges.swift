internal import Catalog
internal import Foundation

/// Between which values each index's colours run, the same on all days.
///
/// From the 2nd to the 98th percentile of each flight, the least and the
/// greatest of all flights, outward to whole tenths, so that a new flight hardly
/// ever changes the older ones' tiles.
struct IndexRanges: Hashable, Sendable {
  private var ranges: [String: ClosedRange<Double>] = [:]

  /// The range of an index; from -1 to 1 where no flight has a histogram of it.
  subscript(_ index: String) -> ClosedRange<Double> { ranges[index] ?? -1...1 }

  /// Reads the histograms of the current runs.
  ///
  /// - Throws: `CatalogError`.
  init(of catalog: CatalogDatabase, jobName: String?) throws {
    let answer = try catalog.query(
      Self.sql, values: ["job": jobName.map(CatalogValue.text) ?? .null], rowLimit: 1_000_000,
      timeLimitSeconds: 300)
    for row in answer.rows {
      guard case .text(let index) = row[0], let low = Self.number(row[1]), let high = Self.number(row[2])
      else { continue }
      let floor = (low * 10 - 1e-6).rounded(.down) / 10
      ranges[index] = floor...max((high * 10 + 1e-6).rounded(.up) / 10, floor + 0.1)
    }
  }

  private static func number(_ value: CatalogValue) -> Double? {
    switch value {
    case .real(let number): number.isFinite ? number : nil
    case .integer(let number): Double(number)
    case .null, .text, .blob: nil
    }
  }

  private static let sql = """
    WITH weighed AS (
      SELECT run_id, index_name, bin_low, bin_high,
        sum(weight_pixels) OVER (PARTITION BY run_id, index_name ORDER BY bin_low) AS below,
        sum(weight_pixels) OVER (PARTITION BY run_id, index_name) AS total
      FROM index_histogram JOIN v_current_runs USING (run_id)
      WHERE :job IS NULL OR job = :job
    )
    SELECT index_name, min(bin_low) FILTER (WHERE below >= 0.02 * total),
      max(upper) FROM (
        SELECT *, min(CASE WHEN below >= 0.98 * total THEN bin_high END)
          OVER (PARTITION BY run_id, index_name) AS upper
        FROM weighed WHERE total > 0)
    GROUP BY index_name ORDER BY index_name
    """
}
