import Pixels

/// How often each class was met at the sampled places of each picture pixel.
struct ClassPreview: Hashable, Sendable {
  private let entryByCode: [Int16]
  private let entryCount: Int
  private let width: Int
  /// A count for each class of each picture pixel; at most 49, see `PreviewPlan`.
  private(set) var counts: [UInt8]

  init(plan: PreviewPlan, legend: Legend) {
    width = plan.size.width
    entryCount = legend.entries.count
    counts = Array(repeating: 0, count: plan.size.pixelCount * entryCount)
    var entryByCode = [Int16](repeating: -1, count: 256)
    for (place, entry) in legend.entries.enumerated() { entryByCode[Int(entry.code)] = Int16(place) }
    self.entryByCode = entryByCode
  }

  /// Counts the sampled pixels of a row of the mosaic; nodata is left out.
  mutating func add(_ line: [ClassCode], columns: [SampledColumn], row: Int) {
    let first = row * width * entryCount
    let entryCount = entryCount
    counts.withUnsafeMutableBufferPointer { counts in
      entryByCode.withUnsafeBufferPointer { entryByCode in
        line.withUnsafeBufferPointer { line in
          for place in columns {
            let entry = Int(entryByCode[Int(line[place.offset])])
            if entry >= 0 { counts[first + place.pictureColumn * entryCount + entry] &+= 1 }
          }
        }
      }
    }
  }

  /// The counts of the picture's rows that some rows of the mosaic touch.
  func counts(ofRows rows: Range<Int>, plan: PreviewPlan) -> [UInt8] {
    Array(counts[places(ofRows: rows, plan: plan)])
  }

  /// Adds counts of the picture's rows that some rows of the mosaic touch.
  mutating func merge(_ more: [UInt8], ofRows rows: Range<Int>, plan: PreviewPlan) {
    for (place, count) in zip(places(ofRows: rows, plan: plan), more) { counts[place] &+= count }
  }

  /// The number of these counts.
  static func byteCount(ofRows rows: Range<Int>, plan: PreviewPlan, legend: Legend) -> Int {
    plan.pictureRows(of: rows).count * plan.size.width * legend.entries.count
  }

  private func places(ofRows rows: Range<Int>, plan: PreviewPlan) -> Range<Int> {
    let touched = plan.pictureRows(of: rows)
    return touched.lowerBound * width * entryCount..<touched.upperBound * width * entryCount
  }

  /// Gives the share of each of the legend's classes, in its order; all 0
  /// where nothing was met. `shares` has an element for each class.
  func shares(row: Int, column: Int, into shares: inout [Double]) {
    let first = (row * width + column) * entryCount
    var whole = 0
    for entry in 0..<entryCount { whole += Int(counts[first + entry]) }
    for entry in 0..<entryCount {
      shares[entry] = whole == 0 ? 0 : Double(counts[first + entry]) / Double(whole)
    }
  }
}
