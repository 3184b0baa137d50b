public import Pixels

/// The classes that an export keeps; the others become nodata.
public struct ClassChoice: Hashable, Sendable {
  /// The legend with the kept classes alone.
  public let legend: Legend
  /// The names of the others.
  public let leftOut: [String]

  private let codes: [UInt8]

  /// Keeps the named classes, or all.
  ///
  /// - Throws: `ExportError.unknownClass`.
  public init(_ names: [String]?, of legend: Legend) throws {
    let wanted = names ?? legend.entries.map(\.name)
    for name in wanted where legend.entry(named: name) == nil {
      let known = legend.entries.map(\.name)
      throw ExportError.unknownClass(
        name, known: known, nearest: NearestName.nearest(to: name, among: known))
    }
    let kept = legend.entries.filter { wanted.contains($0.name) }
    self.legend = try Legend(kept)
    leftOut = legend.entries.map(\.name).filter { !wanted.contains($0) }
    var codes = (0...255).map { UInt8($0) }
    for entry in legend.entries where !wanted.contains(entry.name) { codes[Int(entry.code)] = .nodata }
    self.codes = codes
  }

  /// The names in a list with commas; a name of the legend may have commas itself.
  public static func names(in list: String, of legend: Legend) -> [String] {
    var names: [String] = []
    var rest = list.split(separator: ",", omittingEmptySubsequences: false)[...]
    while !rest.isEmpty {
      let candidates = (1...rest.count).reversed().map { rest.prefix($0).joined(separator: ",") }
      let name = candidates.first { legend.entry(named: $0) != nil } ?? String(rest[rest.startIndex])
      names.append(name)
      rest = rest.dropFirst(name.count { $0 == "," } + 1)
    }
    return names
  }

  /// Overwrites the codes of classes that are left out with 255.
  func apply(_ samples: UnsafeMutableRawBufferPointer) {
    guard !leftOut.isEmpty else { return }
    codes.withUnsafeBufferPointer { codes in
      for index in samples.indices { samples[index] = codes[Int(samples[index])] }
    }
  }
}
