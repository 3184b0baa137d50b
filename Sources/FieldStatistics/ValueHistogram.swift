/// Weights by value, in the bins of `ValueBins`, kept in pages that exist only
/// where there are values.
///
/// Pages lie in the order of their values, so that equal content has equal
/// bytes in whatever order it came.
struct ValueHistogram: Hashable, Sendable {
  static let pageBits = 6
  static let pageSize = 1 << pageBits
  static let pageCount = (ValueBins.count + pageSize - 1) / pageSize

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

  /// Adds a cell of 64 values, given by their bits, with one weight for all.
  mutating func add(cell bits: UnsafeRawPointer, weight: UInt64) {
    withPlaces(of: bits) { histogram, places in
      histogram.addCell(places) { _ in weight }
    }
  }

  /// Adds a cell of 64 values, given by their bits, with a weight for each;
  /// those of weight 0 are ignored.
  mutating func add(cell bits: UnsafeRawPointer, weights: UnsafePointer<UInt32>) {
    withPlaces(of: bits) { histogram, places in
      histogram.addCell(places) { UInt64(weights[$0]) }
    }
  }

  /// Adds another histogram.
  mutating func merge(_ other: ValueHistogram) {
    for entry in other.entries { add(place: entry.place, weight: entry.weight) }
  }

  /// Hands over the places of 64 values.
  @inline(__always)
  private mutating func withPlaces(
    of bits: UnsafeRawPointer, _ body: (inout ValueHistogram, UnsafePointer<Int32>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: SIMD8<Int32>.self, capacity: 8) { places in
      for group in 0..<8 {
        let part = bits.loadUnaligned(fromByteOffset: group * 32, as: SIMD8<Int32>.self)
        places.initializeElement(at: group, to: ValueBins.places(part))
      }
      places.withMemoryRebound(to: Int32.self) { body(&self, $0.baseAddress!) }
    }
  }

  /// Adds weight to 64 places, stopping for each page that must be made.
  @inline(__always)
  private mutating func addCell(_ places: UnsafePointer<Int32>, weight: (Int) -> UInt64) {
    var index = 0
    while true {
      index = addKnown(places, from: index, weight: weight)
      guard index < CellSums.width else { return }
      ensurePage(Int(places[index]) >> Self.pageBits)
    }
  }

  /// Adds weight to places until one has no page; gives back where it stopped.
  @inline(__always)
  private mutating func addKnown(
    _ places: UnsafePointer<Int32>, from start: Int, weight: (Int) -> UInt64
  ) -> Int {
    let mask = Self.pageSize - 1
    let pageCount = pages.count
    return pages.withUnsafeBufferPointer { pages in
      weights.withUnsafeMutableBufferPointer { weights in
        for index in start..<CellSums.width {
          let more = weight(index)
          guard more > 0 else { continue }
          let place = Int(places[index])
          guard pageCount > 0, pages[place >> Self.pageBits] >= 0 else { return index }
          weights[Int(pages[place >> Self.pageBits]) << Self.pageBits + place & mask] &+= more
        }
        return CellSums.width
      }
    }
  }

  @inline(__always)
  private mutating func ensurePages(of bits: UnsafePointer<UInt32>, count: Int) {
    var last = -1
    for index in 0..<count {
      let page = ValueBins.place(bits: bits[index]) >> Self.pageBits
      if page != last {
        ensurePage(page)
        last = page
      }
    }
  }

  @inline(__always)
  private mutating func ensurePage(_ page: Int) {
    if pages.isEmpty || pages[page] < 0 { insertPage(page) }
  }

  private mutating func insertPage(_ page: Int) {
    if pages.isEmpty { pages = [Int16](repeating: -1, count: Self.pageCount) }
    let slot = pages[..<page].reduce(0) { $0 + ($1 >= 0 ? 1 : 0) }
    let start = slot * Self.pageSize
    weights.insert(contentsOf: repeatElement(0, count: Self.pageSize), at: start)
    pages[page] = Int16(slot)
    for later in (page + 1)..<Self.pageCount where pages[later] >= 0 { pages[later] += 1 }
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
