import CKernels

/// Weights by value, in the bins of `ValueBins`, kept in pages that exist only
/// where there are values.
///
/// Pages lie in the order in which they were made; what is compared, hashed or
/// encoded is the content by ascending place, whatever the order it came in.
struct ValueHistogram: Sendable {
  static let pageBits = 6
  static let pageSize = 1 << pageBits
  static let pageCount = (ValueBins.count + pageSize - 1) / pageSize
  private static let noPages = [Int16](repeating: -1, count: pageCount)

  /// Where each page starts in `weights`, in pages; -1 where it does not exist.
  private var pages: [Int16] = []
  private var weights: [UInt64] = []

  /// True where nothing was added.
  var isEmpty: Bool { weights.isEmpty }

  /// The places that have weight, ascending.
  var entries: [(place: Int, weight: UInt64)] {
    var found: [(place: Int, weight: UInt64)] = []
    for (page, slot) in pages.enumerated() where slot >= 0 {
      for index in 0..<Self.pageSize where weights[Int(slot) * Self.pageSize + index] > 0 {
        found.append((page * Self.pageSize + index, weights[Int(slot) * Self.pageSize + index]))
      }
    }
    return found
  }

  /// Adds weight to one place.
  mutating func add(place: Int, weight: UInt64) {
    guard weight > 0 else { return }
    ensurePage(place >> Self.pageBits)
    let slot = Int(pages[place >> Self.pageBits])
    weights[slot * Self.pageSize + place & (Self.pageSize - 1)] &+= weight
  }

  /// Adds one weight to the places of a cell of 64 values.
  mutating func add(places: UnsafePointer<Int32>, weight: UInt64) {
    addCell(places) { cell_count(places, $0, $1, $2, weight) }
  }

  /// Adds a weight to each of the places of a cell of 64 values; those of
  /// weight 0 are ignored.
  mutating func add(places: UnsafePointer<Int32>, weights more: UnsafePointer<UInt32>) {
    addCell(places) { cell_count_weighted(places, $0, $1, $2, more) }
  }

  /// Adds another histogram.
  mutating func merge(_ other: ValueHistogram) {
    for (page, slot) in other.pages.enumerated() where slot >= 0 {
      ensurePage(page)
      let (target, source) = (Int(pages[page]) * Self.pageSize, Int(slot) * Self.pageSize)
      weights.withUnsafeMutableBufferPointer { mine in
        other.weights.withUnsafeBufferPointer { more in
          for index in 0..<Self.pageSize { mine[target + index] &+= more[source + index] }
        }
      }
    }
  }

  /// Calls `count` with the index to go on from until it has counted a whole
  /// cell, making a page each time that one is missing. Without a page there
  /// are no weights, and `count` touches none.
  @inline(__always)
  private mutating func addCell(
    _ places: UnsafePointer<Int32>,
    count: (_ from: Int32, _ pages: UnsafePointer<Int16>, _ weights: UnsafeMutablePointer<UInt64>) -> Int32
  ) {
    if pages.isEmpty { pages = Self.noPages }
    var index: Int32 = 0
    while true {
      index = pages.withUnsafeBufferPointer { pages in
        weights.withUnsafeMutableBufferPointer { weights in
          let weights = weights.baseAddress ?? UnsafeMutablePointer(bitPattern: MemoryLayout<UInt64>.size)
          return count(index, pages.baseAddress.unsafelyUnwrapped, weights.unsafelyUnwrapped)
        }
      }
      guard index < CellSums.width else { return }
      ensurePage(Int(places[Int(index)]) >> Self.pageBits)
    }
  }

  @inline(__always)
  private mutating func ensurePage(_ page: Int) {
    if pages.isEmpty || pages[page] < 0 { appendPage(page) }
  }

  private mutating func appendPage(_ page: Int) {
    if pages.isEmpty { pages = Self.noPages }
    pages[page] = Int16(weights.count / Self.pageSize)
    weights.append(contentsOf: repeatElement(0, count: Self.pageSize))
  }
}

extension ValueHistogram: Hashable {
  /// True where every place has the same weight.
  static func == (left: ValueHistogram, right: ValueHistogram) -> Bool {
    left.entries.elementsEqual(right.entries) { $0 == $1 }
  }

  /// Hashes the places that have weight.
  func hash(into hasher: inout Hasher) {
    for entry in entries {
      hasher.combine(entry.place)
      hasher.combine(entry.weight)
    }
  }
}

extension ValueHistogram {
  /// Appends the bytes: the number of places, then steps between places and weights.
  func encode(into bytes: inout [UInt8]) {
    let entries = entries
    bytes.appendCompact(UInt64(entries.count))
    var last = 0
    for entry in entries {
      bytes.appendCompact(UInt64(entry.place - last))
      bytes.appendCompact(entry.weight)
      last = entry.place
    }
  }

  /// Reads what `encode` wrote.
  init(decoding reader: inout TallyReader) throws(TallyError) {
    let offset = reader.offset
    let count = try reader.compact()
    guard count <= UInt64(ValueBins.count) else { throw .inconsistent(what: "histogram", offset: offset) }
    var place = 0
    for index in 0..<count {
      let offset = reader.offset
      let step = try reader.compact()
      let weight = try reader.compact()
      guard step <= UInt64(ValueBins.count - 1 - place), step > 0 || index == 0, weight > 0 else {
        throw .inconsistent(what: "histogram entry", offset: offset)
      }
      place += Int(step)
      add(place: place, weight: weight)
    }
  }
}
