/// A language in which reports speak. Data (names, sentences of a run) stays
/// as it is.
public enum ReportLanguage: String, Hashable, Sendable, CaseIterable {
  /// English.
  case english = "en"
  /// German.
  case german = "de"
  /// French.
  case french = "fr"
  /// Spanish.
  case spanish = "es"
  /// Portuguese.
  case portuguese = "pt"

  /// A fixed sentence with its places filled.
  func callAsFunction(_ word: ReportWord, _ values: String...) -> String {
    word.translations[self].replacing(/\{([1-9])\}/) { match in
      let place = (Int(match.output.1) ?? 1) - 1
      return place < values.count ? Self.isolated(values[place]) : ""
    }
  }

  /// Text written from right to left keeps to itself within a sentence.
  ///
  /// Source: Unicode Standard Annex 9, first strong isolate.
  static func isolated(_ text: String) -> String {
    let isRightToLeft = text.unicodeScalars.contains {
      (0x590...0x8FF).contains($0.value) || (0xFB1D...0xFDFF).contains($0.value)
        || (0xFE70...0xFEFF).contains($0.value) || (0x10800...0x10FFF).contains($0.value)
        || (0x1E800...0x1EFFF).contains($0.value)
    }
    return isRightToLeft ? "\u{2068}\(text)\u{2069}" : text
  }

  /// A number with so many decimals.
  func number(_ value: Double, _ decimals: Int) -> String { custom(Figures.shown(value, decimals)) }

  /// A share as percent with one decimal.
  func percent(_ share: Double) -> String { custom(Figures.percent(share)) }

  /// A change of a share in percentage points with its sign.
  func points(_ share: Double) -> String {
    let text = custom(Figures.shown(share * 100, 1))
    return (share * 100).rounded(toDecimals: 1) > 0 ? "+" + text : text
  }

  /// A length such as "50 m".
  func length(metres: Double) -> String {
    metres < 1 && metres >= 0.1 && (metres * 100).rounded() != metres * 100
      ? "\(number(metres, 2)) m" : custom(Figures.length(metres: metres))
  }

  private func custom(_ text: String) -> String {
    self == .english ? text : String(text.map { $0 == "." ? "," : $0 })
  }

  /// "14 June 2026" for "2026-06-14"; any other text as it is.
  func day(_ date: String) -> String {
    guard let (year, month, day) = Self.parts(date) else { return date }
    let name = months[month - 1]
    return switch self {
    case .english: "\(day) \(name) \(year)"
    case .german: "\(day). \(name) \(year)"
    case .french: "\(day == 1 ? "1er" : "\(day)") \(name) \(year)"
    case .spanish, .portuguese: "\(day) de \(name) de \(year)"
    }
  }

  /// "4 May" on an axis, in the fewest signs.
  func shortDay(_ date: String) -> String {
    guard let (_, month, day) = Self.parts(date) else { return date }
    return switch self {
    case .english: "\(day) \(months[month - 1].prefix(3))"
    case .german: "\(day).\(month)."
    case .french, .spanish, .portuguese: "\(day)/\(month < 10 ? "0" : "")\(month)"
    }
  }

  static func parts(_ date: String) -> (year: Int, month: Int, day: Int)? {
    let parts = date.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]),
      (1...12).contains(month), let day = Int(parts[2]), (1...31).contains(day)
    else { return nil }
    return (year, month, day)
  }

  private var months: [String] {
    switch self {
    case .english:
      [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
      ]
    case .german:
      [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
        "November", "Dezember",
      ]
    case .french:
      [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
        "novembre", "décembre",
      ]
    case .spanish:
      [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
        "noviembre", "diciembre",
      ]
    case .portuguese:
      [
        "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro",
        "novembro", "dezembro",
      ]
    }
  }
}

extension Double {
  func rounded(toDecimals decimals: Int) -> Double {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    return (self * scale).rounded() / scale
  }
}
