public import Pixels

/// What a job says about which band is which.
public enum BandRequest: Hashable, Sendable {
  /// Nothing: the file must tell.
  case automatic
  /// The band number, from 1, of each role that is needed.
  case numbers([BandRole: Int])
  /// The role of every data band in order, such as `BGRReN`.
  case code(BandCode)
  /// The name of a sensor profile.
  case profile(String)
}

extension BandRequest {
  /// Reads the name of a sensor profile or a band code.
  ///
  /// - Throws: `BandResolutionError.unknownProfile` where the text is neither
  ///   and has a sign that no code has, else what `BandCode` throws.
  public init(_ text: String) throws(BandResolutionError) {
    if let profile = SensorProfile.named(text) {
      self = .profile(profile.name)
      return
    }
    let names = SensorProfile.standard.map(\.name)
    let nearest = NearestName.nearest(to: text, among: names)
    guard text.allSatisfy(\.isLetter) else { throw .unknownProfile(text, nearest: nearest) }
    self = .code(try BandCode(text))
  }
}

/// The roles of a mosaic's data bands in order, as one word.
///
/// B blue, G green, R red, Re red edge, N near infrared, L thermal; case does
/// not matter, since no role begins with E. A final A for alpha may be written
/// and says nothing.
public struct BandCode: Hashable, Sendable {
  /// The roles in band order, alpha left out.
  public let roles: [BandRole]

  /// Reads a code such as "RGN" or "BGRReNL".
  ///
  /// - Throws: `BandResolutionError.unreadableCode` or `.repeatedRole`.
  public init(_ text: String) throws(BandResolutionError) {
    var roles: [BandRole] = []
    var letters = Array(text.uppercased())
    if letters.count > 1, letters.last == "A" { letters.removeLast() }
    while let letter = letters.first {
      let isRedEdge = letter == "R" && letters.dropFirst().first == "E"
      guard let role = isRedEdge ? .redEdge : Self.roles[letter] else { throw .unreadableCode(text) }
      guard !roles.contains(role) else { throw .repeatedRoleInCode(text, role: role) }
      roles.append(role)
      letters.removeFirst(isRedEdge ? 2 : 1)
    }
    guard !roles.isEmpty else { throw .unreadableCode(text) }
    self.roles = roles
  }

  private static let roles: [Character: BandRole] = [
    "B": .blue, "G": .green, "R": .red, "N": .nearInfrared, "L": .thermal,
    "V": .value,
  ]
}

extension BandCode: CustomStringConvertible {
  /// The code as sensors' makers write it, such as "BGRReN".
  public var description: String { roles.map(Self.letter).joined() }

  private static func letter(_ role: BandRole) -> String {
    switch role {
    case .blue: "B"
    case .green: "G"
    case .red: "R"
    case .redEdge: "Re"
    case .nearInfrared: "N"
    case .thermal: "L"
    case .value: "V"
    case .alpha: "A"
    }
  }
}
