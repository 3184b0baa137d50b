public import Pixels

/// How much of a field each class covers.
///
/// Areas are whole units of 2^-24 of a pixel, so that tallies of rows, tiles
/// and machines can be merged in any order with one result. Pixels without
/// data are counted under `ClassCode.nodata`.
public struct ClassTally: Hashable, Sendable {
  /// Units by class, cut after the last class that has any.
  private(set) var units: [UInt64] = []

  /// Makes an empty tally.
  public init() {}

  /// The area of a class in units of 2^-24 of a pixel.
  public subscript(code: ClassCode) -> UInt64 {
    Int(code) < units.count ? units[Int(code)] : 0
  }

  /// The area of a class in pixels.
  public func pixels(_ code: ClassCode) -> Double { Double(self[code]) * 0x1p-24 }

  /// The classes that cover anything, nodata among them, ascending.
  public var codes: [ClassCode] {
    units.indices.filter { units[$0] > 0 }.map { ClassCode($0) }
  }

  /// The area of all classes and of pixels without data, in units.
  public var coveredUnits: UInt64 { units.reduce(0, &+) }

  /// The area of all classes without that of pixels without data, in units.
  public var validUnits: UInt64 { coveredUnits &- self[.nodata] }

  /// Adds area to a class.
  public mutating func add(units more: UInt64, code: ClassCode) {
    guard more > 0 else { return }
    let index = Int(code)
    if index >= units.count {
      units.append(contentsOf: repeatElement(0, count: index + 1 - units.count))
    }
    units[index] &+= more
  }

  /// Adds what a field's spans hold of a row of classes.
  ///
  /// Both belong to the same row; what lies beyond the row's end is ignored.
  public mutating func add(_ spans: [CoverageSpan], of row: ClassRow) {
    guard let first = spans.first else { return }
    var index = row.runs.firstIndex(endingAfter: first.start)
    for span in spans {
      while index < row.runs.count {
        let run = row.runs[index]
        let overlap = min(span.end, Int(run.end)) - max(span.start, Int(run.start))
        add(units: UInt64(max(overlap, 0)) * UInt64(span.weight.units), code: run.code)
        if Int(run.end) > span.end { break }
        index += 1
      }
    }
  }

  /// Adds another tally.
  public mutating func merge(_ other: ClassTally) {
    for (code, more) in other.units.enumerated() { add(units: more, code: ClassCode(code)) }
  }
}

extension ClassTally {
  /// Appends the tally's bytes: the number of classes, then code and units of each.
  public func encode(into bytes: inout [UInt8]) {
    let codes = codes
    bytes.appendCompact(UInt64(codes.count))
    for code in codes {
      bytes.append(code)
      bytes.appendCompact(self[code])
    }
  }

  /// Reads a tally that `encode` wrote.
  ///
  /// - Throws: `TallyError` where the bytes end early or classes do not ascend.
  public init(decoding reader: inout TallyReader) throws(TallyError) {
    self.init()
    let count = try reader.compact()
    var last = -1
    for _ in 0..<min(count, 257) {
      let offset = reader.offset
      let code = try reader.byte()
      let units = try reader.compact()
      guard Int(code) > last, units > 0 else { throw .inconsistent(what: "class", offset: offset) }
      add(units: units, code: code)
      last = Int(code)
    }
  }
}

extension [ClassRow.Run] {
  /// The index of the first run that ends after a column.
  func firstIndex(endingAfter column: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if Int(self[middle].end) > column { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
