/// The classes that a mask can hold, in the order in which people see them.
public struct Legend: Hashable, Sendable {
  /// Whether a class is counted (`thing`) or only measured (`stuff`).
  public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
    /// An area without instances, such as soil.
    case stuff
    /// A class whose connected patches are counted, such as weeds.
    case thing
  }

  /// What a class means to a grower.
  public enum Group: String, Hashable, Sendable, CaseIterable, Codable {
    /// Bare ground, residue, tracks.
    case soil
    /// The plants that were sown.
    case crop
    /// The plants that were not.
    case weed
    /// Sick tissue of the crop.
    case disease
    /// Anything else: shadow, water, people.
    case other
  }

  /// A class's colour, 8 bits a channel, without alpha.
  public struct Color: Hashable, Sendable {
    /// Red, 0 to 255.
    public var red: UInt8
    /// Green, 0 to 255.
    public var green: UInt8
    /// Blue, 0 to 255.
    public var blue: UInt8

    /// Makes a colour from its channels.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
      self.red = red
      self.green = green
      self.blue = blue
    }

    /// Makes a colour from "#rrggbb"; `nil` where the text is not that.
    public init?(hex: String) {
      let digits = hex.dropFirst()
      guard hex.first == "#", digits.count == 6, digits.allSatisfy(\.isHexDigit),
        let value = UInt32(digits, radix: 16)
      else { return nil }
      self.init(
        red: UInt8(value >> 16 & 255), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255))
    }

    /// "#rrggbb" in lower case.
    public var hex: String {
      "#"
        + [red, green, blue].map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }
        .joined()
    }
  }

  /// One class.
  public struct Entry: Hashable, Sendable {
    /// The number in the mask.
    public var code: ClassCode
    /// The name in tables, job files and GIS layers.
    public var name: String
    /// The colour in the mask's palette and in reports.
    public var color: Color
    /// Whether its patches are counted.
    public var kind: Kind
    /// What it means to a grower.
    public var group: Group

    /// Makes a class.
    public init(code: ClassCode, name: String, color: Color, kind: Kind, group: Group) {
      self.code = code
      self.name = name
      self.color = color
      self.kind = kind
      self.group = group
    }
  }

  /// The classes by ascending code.
  public let entries: [Entry]

  /// Makes a legend.
  ///
  /// - Throws: `LegendError` where it is empty, a code is 255 or used twice,
  ///   or a name is empty or used twice.
  public init(_ entries: [Entry]) throws(LegendError) {
    guard !entries.isEmpty else { throw .empty }
    var codes = Set<ClassCode>()
    var names = Set<String>()
    for entry in entries {
      guard entry.code != .nodata else { throw .nodataCode(name: entry.name) }
      guard !entry.name.isEmpty else { throw .unnamed(code: entry.code) }
      guard codes.insert(entry.code).inserted else { throw .repeatedCode(entry.code) }
      guard names.insert(entry.name).inserted else { throw .repeatedName(entry.name) }
    }
    self.entries = entries.sorted { $0.code < $1.code }
  }

  /// The class of a name; `nil` where there is none.
  public func entry(named name: String) -> Entry? { entries.first { $0.name == name } }

  /// The class of a code; `nil` where there is none.
  public subscript(code: ClassCode) -> Entry? { entries.first { $0.code == code } }

  /// The class that ground becomes where nothing grows on it: the first of
  /// the group soil, else the first `stuff`, else the first of all.
  public var background: Entry {
    entries.first { $0.group == .soil } ?? entries.first { $0.kind == .stuff } ?? entries[0]
  }
}

/// Why a legend cannot be made.
public enum LegendError: Error, Hashable, Sendable {
  /// There is no class.
  case empty
  /// A class has the code that means nodata.
  case nodataCode(name: String)
  /// A class has no name.
  case unnamed(code: ClassCode)
  /// Two classes share a code.
  case repeatedCode(ClassCode)
  /// Two classes share a name.
  case repeatedName(String)
}

extension LegendError: CustomStringConvertible {
  /// One sentence that names the class.
  public var description: String {
    switch self {
    case .empty: "the legend has no class"
    case .nodataCode(let name): "class '\(name)' has code 255, which means nodata"
    case .unnamed(let code): "class \(code) has no name"
    case .repeatedCode(let code): "two classes have code \(code)"
    case .repeatedName(let name): "two classes are named '\(name)'"
    }
  }
}
