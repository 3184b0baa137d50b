/// A few pixels of a mosaic as a model sees them, in blocks that lie apart.
///
/// Pixels of one block are alike, so blocks, not pixels, are what counts as
/// independent.
public struct DriftSample: Hashable, Sendable {
  /// What is known of each pixel.
  public struct Column: Hashable, Sendable, Codable {
    /// What a column holds.
    public enum Kind: String, Hashable, Sendable, Codable {
      /// A band after calibration.
      case band
      /// What the forest reads; missing where the gate does not hold.
      case feature
      /// The calibrated probability of the chosen class, down to tenths, 0 to
      /// 0.9.
      case confidence
      /// The code of the chosen class, before cleaning.
      case classCode = "class"
    }

    /// What it holds.
    public var kind: Kind
    /// The band's role or the feature's expression; the kind for the others.
    public var name: String

    /// Makes a column.
    public init(_ kind: Kind, _ name: String) {
      self.kind = kind
      self.name = name
    }
  }

  /// What is known of each pixel.
  public let columns: [Column]
  /// Row after row; NaN where something is missing.
  public private(set) var values: [Float] = []
  /// The pixels of each block, in order.
  public private(set) var blockSizes: [Int] = []

  /// Makes an empty sample.
  public init(columns: [Column]) { self.columns = columns }

  /// The number of pixels.
  public var rowCount: Int { blockSizes.reduce(0, +) }

  /// The block of each pixel, from 0 on.
  public var blockOfRow: [Int] {
    blockSizes.enumerated().flatMap { block, size in repeatElement(block, count: size) }
  }

  /// Adds a block's pixels, row after row; one without a pixel adds nothing.
  ///
  /// - Precondition: Whole rows are given.
  public mutating func append(block rows: [Float]) {
    precondition(rows.count.isMultiple(of: columns.count), "a row has a value for every column")
    guard !rows.isEmpty else { return }
    values += rows.map { $0.isNaN ? .nan : $0 }
    blockSizes.append(rows.count / columns.count)
  }

  /// Adds the blocks of another sample of the same columns.
  public mutating func append(_ other: DriftSample) {
    precondition(columns == other.columns, "the columns differ")
    values += other.values
    blockSizes += other.blockSizes
  }

  /// One column's values, pixel after pixel.
  public func column(_ place: Int) -> [Float] {
    stride(from: place, to: values.count, by: columns.count).map { values[$0] }
  }

  /// Some of the blocks, by their place.
  public func blocks(_ range: Range<Int>) -> DriftSample {
    let start = blockSizes[..<range.lowerBound].reduce(0, +) * columns.count
    let count = blockSizes[range].reduce(0, +) * columns.count
    var part = DriftSample(columns: columns)
    part.values = Array(values[start..<start + count])
    part.blockSizes = Array(blockSizes[range])
    return part
  }
}
