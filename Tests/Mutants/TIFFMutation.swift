import TestSupport

/// Damages a TIFF on purpose: any byte order, classic or BigTIFF.
struct TIFFMutation {
  private(set) var bytes: [UInt8]
  private let isLittleEndian: Bool
  private let isBig: Bool
  /// Where the entries of all directories begin, the last place of each
  /// directory being its link to the next.
  private var entries: [Int] = []
  private var links: [Int] = []
  private var blocks: [Range<Int>] = []

  /// The kinds of damage.
  enum Kind: String, CaseIterable {
    case header, directory, entry, splice, count, offsets, data, truncation, loop, size, sparse, bomb
  }

  /// Reads a sound file.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    isLittleEndian = bytes[0] == 0x49
    isBig = bytes[isLittleEndian ? 2 : 3] == 43
    var directory = isBig ? number(8, 8) : number(4, 4)
    while directory != 0, directory < bytes.count {
      let count = number(directory, isBig ? 8 : 2)
      let first = directory + (isBig ? 8 : 2)
      entries += (0..<count).map { first + $0 * entrySize }
      links.append(first + count * entrySize)
      directory = number(first + count * entrySize, isBig ? 8 : 4)
    }
    let (offsets, counts) = (values(324) + values(273), values(325) + values(279))
    blocks = zip(offsets, counts).filter { $1 > 0 && $0 + $1 <= bytes.count }.map { $0..<$0 + $1 }
  }

  private var entrySize: Int { isBig ? 20 : 12 }
  private var wordSize: Int { isBig ? 8 : 4 }

  /// Does one kind of damage, once to three times.
  mutating func apply(_ kind: Kind, by generator: inout SeededGenerator) {
    let rounds = Int.random(in: 1...3, using: &generator)
    for _ in 0..<rounds {
      switch kind {
      case .header: flip(0..<min(16, bytes.count), &generator)
      case .directory: flip(directoryRange(&generator), &generator)
      case .entry: changeEntry(&generator)
      case .splice: splice(&generator)
      case .count: put(Self.odd(&generator), at: entry(&generator) + 4, size: wordSize)
      case .offsets: changeOffsets(&generator)
      case .data: flip(blocks.randomElement(using: &generator) ?? 0..<bytes.count, &generator)
      case .truncation: bytes.removeLast(Int.random(in: 1..<max(2, bytes.count), using: &generator))
      case .loop: loop(&generator)
      case .size: grow(by: [2, 3, 16, 256, 4096, 1 << 15].randomElement(using: &generator) ?? 2)
      case .sparse: makeSparse(&generator)
      case .bomb: makeBomb(&generator)
      }
      // What follows needs the directory in its place.
      if kind == .truncation || kind == .sparse || kind == .bomb { return }
    }
  }

  private static let oddValues: [UInt64] = [
    0, 1, 2, 3, 7, 8, 15, 16, 255, 256, 32_767, 32_768, 65_535, 65_536, 1 << 24, 1 << 28, 1 << 31,
    (1 << 31) - 1, (1 << 32) - 1, (1 << 32) - 2, 1 << 32, 1 << 40, 1 << 62, 1 << 63, .max, .max - 7,
  ]

  private static func odd(_ generator: inout SeededGenerator) -> UInt64 {
    oddValues.randomElement(using: &generator) ?? 0
  }

  private func entry(_ generator: inout SeededGenerator) -> Int {
    entries.randomElement(using: &generator) ?? 0
  }

  private func directoryRange(_ generator: inout SeededGenerator) -> Range<Int> {
    let place = entry(&generator)
    return place..<place + entrySize
  }

  private mutating func flip(_ range: Range<Int>, _ generator: inout SeededGenerator) {
    let range = range.clamped(to: 0..<bytes.count)
    guard let place = range.randomElement(using: &generator) else { return }
    bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
  }

  private mutating func changeEntry(_ generator: inout SeededGenerator) {
    let place = entry(&generator)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: put(UInt64.random(in: 254...350, using: &generator), at: place, size: 2)
    case 1: put(UInt64.random(in: 0...20, using: &generator), at: place + 2, size: 2)
    case 2: put(Self.odd(&generator), at: place + 4, size: wordSize)
    default: put(Self.odd(&generator), at: place + 4 + wordSize, size: wordSize)
    }
  }

  /// Puts one entry's bytes in the place of another's.
  private mutating func splice(_ generator: inout SeededGenerator) {
    let (source, target) = (entry(&generator), entry(&generator))
    let keepsTag = Bool.random(using: &generator)
    for index in (keepsTag ? 2 : 0)..<entrySize where max(source, target) + index < bytes.count {
      bytes[target + index] = bytes[source + index]
    }
  }

  private mutating func changeOffsets(_ generator: inout SeededGenerator) {
    let tag = [273, 279, 324, 325].filter { !values($0).isEmpty }.randomElement(using: &generator) ?? 273
    guard let place = place(tag), let index = (0..<place.count).randomElement(using: &generator) else {
      return
    }
    let value =
      Bool.random(using: &generator)
      ? Self.odd(&generator) : UInt64.random(in: 0..<UInt64(2 * bytes.count), using: &generator)
    put(value, at: place.start + index * place.size, size: place.size)
  }

  private mutating func loop(_ generator: inout SeededGenerator) {
    guard let link = links.randomElement(using: &generator) else { return }
    let targets = (entries + links + [0, 4, 8, bytes.count - 1]).map { UInt64(max(0, $0)) }
    put(targets.randomElement(using: &generator) ?? 8, at: link, size: wordSize)
  }

  /// Claims more pixels than there are.
  private mutating func grow(by factor: Int) {
    for tag in [256, 257] {
      if let place = place(tag) { put(UInt64(values(tag)[0] &* factor), at: place.start, size: place.size) }
    }
  }

  private mutating func makeSparse(_ generator: inout SeededGenerator) {
    for tag in [273, 279, 324, 325] {
      guard let place = place(tag) else { continue }
      for index in 0..<place.count { put(0, at: place.start + index * place.size, size: place.size) }
    }
    if Bool.random(using: &generator) { grow(by: [1, 4, 64, 1024].randomElement(using: &generator) ?? 1) }
  }

  /// Claims tiles or strips that are far larger than what is stored of them.
  private mutating func makeBomb(_ generator: inout SeededGenerator) {
    let factor = [4, 16, 64, 256, 1024].randomElement(using: &generator) ?? 4
    for tag in [322, 323, 278] {
      if let place = place(tag) { put(UInt64(values(tag)[0] &* factor), at: place.start, size: place.size) }
    }
    if Bool.random(using: &generator) { grow(by: factor) }
  }

  private mutating func put(_ value: UInt64, at place: Int, size: Int) {
    for index in 0..<size where place >= 0 && place + index < bytes.count {
      let shift = UInt64(8 * (isLittleEndian ? index : size - 1 - index))
      bytes[place + index] = UInt8(truncatingIfNeeded: value >> shift)
    }
  }

  private func number(_ place: Int, _ size: Int) -> Int {
    guard place >= 0, place + size <= bytes.count else { return 0 }
    let field = bytes[place..<place + size]
    let value =
      isLittleEndian
      ? field.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      : field.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return Int(truncatingIfNeeded: value & UInt64(Int.max))
  }

  /// Where the values of a tag lie in the first directory.
  private func place(_ tag: Int) -> (start: Int, count: Int, size: Int)? {
    guard let entry = entries.first(where: { number($0, 2) == tag }) else { return nil }
    let size = [3: 2, 4: 4, 16: 8][number(entry + 2, 2)] ?? 1
    let count = min(number(entry + 4, wordSize), 100_000)
    let inside = entry + 4 + wordSize
    return (size * count <= wordSize ? inside : number(inside, wordSize), count, size)
  }

  private func values(_ tag: Int) -> [Int] {
    guard let place = place(tag) else { return [] }
    return (0..<place.count).map { number(place.start + $0 * place.size, place.size) }
  }
}
