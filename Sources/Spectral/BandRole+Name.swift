public import Pixels

extension BandRole {
  /// The role that a band's description names.
  ///
  /// Words are told apart by signs, digits and capitals, so that "Red edge",
  /// "RedEdge-717" and "rededge_mean" are all the red edge and never red.
  ///
  /// - Returns: `nil` where no role is named, or more than one.
  public init?(bandName: String) {
    let words = Self.words(of: bandName)
    if words.count == 1, let role = Self.letters[words[0]] {
      self = role
      return
    }
    var roles = Set<BandRole>()
    var rest = words[...]
    while !rest.isEmpty {
      let phrase = Self.phrases.first { rest.starts(with: $0.words) }
      if let role = phrase?.role { roles.insert(role) }
      rest = rest.dropFirst(phrase?.words.count ?? 1)
    }
    guard roles.count == 1, let role = roles.first else { return nil }
    self = role
  }

  /// The lower-case words of a text; digits are words of their own.
  static func words(of text: String) -> [String] {
    var words: [String] = []
    var before: Character = " "
    for character in text {
      let starts =
        before.isLetter != character.isLetter || before.isNumber != character.isNumber
        || before.isLowercase && character.isUppercase
      if character.isLetter || character.isNumber {
        if starts { words.append("") }
        words[words.count - 1] += character.lowercased()
      }
      before = character
    }
    return words
  }

  private static let letters: [String: BandRole] = [
    "b": .blue, "g": .green, "r": .red, "n": .nearInfrared, "re": .redEdge,
  ]

  private struct Phrase {
    var words: [String]
    var role: BandRole?

    init(_ words: String, _ role: BandRole?) {
      self.words = words.split(separator: " ").map(String.init)
      self.role = role
    }
  }

  /// Longer phrases stand before the shorter ones that they begin with.
  private static let phrases: [Phrase] = [
    Phrase("red edge", .redEdge), Phrase("rededge", .redEdge), Phrase("re", .redEdge),
    Phrase("near infra red", .nearInfrared), Phrase("near infrared", .nearInfrared),
    Phrase("nearinfrared", .nearInfrared), Phrase("near ir", .nearInfrared), Phrase("nir", .nearInfrared),
    Phrase("thermal infra red", .thermal), Phrase("thermal infrared", .thermal),
    Phrase("thermal", .thermal), Phrase("lwir", .thermal), Phrase("tir", .thermal),
    Phrase("infra red", nil), Phrase("far red", nil),
    Phrase("blue", .blue), Phrase("green", .green), Phrase("red", .red), Phrase("alpha", .alpha),
  ]
}
