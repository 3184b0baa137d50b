extension IndexTally {
  static let encodingVersion: UInt8 = 1

  /// Appends the tally's bytes; equal tallies have equal bytes.
  ///
  /// A version byte, areas and count, both sums (128 bits each), the bits of
  /// least and most value, then the filled bins of the sketch.
  public func encode(into bytes: inout [UInt8]) {
    bytes.append(Self.encodingVersion)
    bytes.appendCompact(weightUnits)
    bytes.appendCompact(nonfiniteUnits)
    bytes.appendCompact(nonfiniteCount)
    bytes.append(integer: sum.units)
    bytes.append(integer: squares.units)
    bytes.append(integer: least.bitPattern)
    bytes.append(integer: most.bitPattern)
    histogram.encode(into: &bytes)
  }

  /// Reads a tally that `encode` wrote.
  ///
  /// - Throws: `TallyError` where the bytes end early, have another version or
  ///   contradict themselves.
  public init(decoding reader: inout TallyReader) throws(TallyError) {
    let version = try reader.byte()
    guard version == Self.encodingVersion else { throw .unknownVersion(version) }
    let start = reader.offset
    weightUnits = try reader.compact()
    nonfiniteUnits = try reader.compact()
    nonfiniteCount = try reader.compact()
    sum.units = try reader.integer(Int128.self)
    squares.units = try reader.integer(Int128.self)
    least = Float(bitPattern: try reader.integer(UInt32.self))
    most = Float(bitPattern: try reader.integer(UInt32.self))
    histogram = try ValueHistogram(decoding: &reader)
    try check(offset: start)
  }

  private func check(offset: Int) throws(TallyError) {
    let entries = histogram.entries
    guard entries.reduce(0, { $0 &+ $1.weight }) == weightUnits, isEmpty == entries.isEmpty else {
      throw .inconsistent(what: "weight", offset: offset)
    }
    guard hasRange(first: entries.first?.place, last: entries.last?.place) else {
      throw .inconsistent(what: "minimum or maximum", offset: offset)
    }
  }

  /// True where minimum and maximum lie in the first and the last filled bin.
  private func hasRange(first: Int?, last: Int?) -> Bool {
    guard let first, let last else { return least == .infinity && most == -.infinity }
    guard least <= most, least > -0x1p23, most < 0x1p23 else { return false }
    return ValueBins.place(bits: least.bitPattern) == first
      && ValueBins.place(bits: most.bitPattern) == last
  }
}
