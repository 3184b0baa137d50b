public import Pixels

/// What a class's colour is drawn with, so that readers who cannot tell it
/// from another class's colour still can tell the two.
public enum ColourTexture: String, Hashable, Sendable, CaseIterable {
  /// The colour alone.
  case plain
  /// Dark lines from lower left to upper right.
  case hatched
  /// Dark lines in both directions.
  case crossed
  /// Dark dots.
  case dotted

  /// True where a pixel of a picture is dark.
  public func isDark(column: Int, row: Int) -> Bool {
    switch self {
    case .plain: false
    case .hatched: (column + row) % 7 < 2
    case .crossed: (column + row) % 7 < 1 || (column - row + 7_000_000) % 7 < 1
    case .dotted: column % 5 < 2 && row % 5 < 2
    }
  }
}

/// Which classes of a legend some readers cannot tell apart by colour, and
/// what tells them apart.
public struct PaletteCheck: Hashable, Sendable {
  /// Two classes that look alike.
  public struct Pair: Hashable, Sendable {
    /// The class with the lower code.
    public var first: Legend.Entry
    /// The other.
    public var second: Legend.Entry
    /// The vision for which they are the nearest: "normal", "deuteranopia",
    /// "protanopia", "tritanopia".
    public var visionName: String
    /// The CIEDE2000 difference for that vision.
    public var difference: Double

    var vision: ColourVision { ColourVision(rawValue: visionName) ?? .normal }
  }

  /// Below this CIEDE2000 difference two classes count as alike.
  ///
  /// Small patches side by side need far more than the difference of 1 that
  /// large areas need: see docs/reports.md.
  public static let least = 12.0

  /// The pairs that look alike, in the legend's order.
  public let pairs: [Pair]
  /// What each class is drawn with; no two that look alike have the same, as
  /// far as there are textures.
  public let textures: [ClassCode: ColourTexture]

  /// Looks at every pair of classes with every vision.
  public init(_ classes: [Legend.Entry]) {
    let found = classes.enumerated().flatMap { place, first in
      classes.dropFirst(place + 1).compactMap { second in Self.pair(first, second) }
    }
    pairs = found
    textures = classes.reduce(into: [:]) { textures, entry in
      let taken = found.filter { $0.second == entry }.compactMap { textures[$0.first.code] }
      textures[entry.code] = ColourTexture.allCases.first { !taken.contains($0) } ?? .dotted
    }
  }

  private static func pair(_ first: Legend.Entry, _ second: Legend.Entry) -> Pair? {
    let nearest = ColourVision.allCases.map { vision in
      (vision: vision, difference: vision.seen(first.color).difference(vision.seen(second.color)))
    }.min { $0.difference < $1.difference }
    guard let nearest, nearest.difference < least else { return nil }
    return Pair(
      first: first, second: second, visionName: nearest.vision.rawValue, difference: nearest.difference)
  }

  func swatch(_ entry: Legend.Entry) -> Swatch {
    Swatch(color: entry.color.hex, texture: textures[entry.code] ?? .plain)
  }
}
