import Foundation

/// Reads JSON from its bytes in one pass, keeping only what is asked for.
///
/// Models hold millions of numbers; they go straight into arrays.
struct JSONBytes {
  private let bytes: [UInt8]
  private var place = 0
  private var depth = 0

  /// More nesting than this is no model.
  private static let greatestDepth = 64

  init(_ data: Data) { bytes = [UInt8](data) }

  /// Calls `body` for each member of the object at hand; `body` must read the
  /// member's value or skip it.
  mutating func readObject(
    _ body: (_ key: String, inout JSONBytes) throws(ForestError) -> Void
  ) throws(ForestError) {
    try readList(opening: "{", closing: "}") { (json: inout JSONBytes) throws(ForestError) in
      let key = try json.readString()
      try json.expect(":")
      try body(key, &json)
    }
  }

  /// Calls `body` for each element of the array at hand.
  mutating func readArray(_ body: (inout JSONBytes) throws(ForestError) -> Void) throws(ForestError) {
    try readList(opening: "[", closing: "]", body)
  }

  private mutating func readList(
    opening: Unicode.Scalar, closing: Unicode.Scalar,
    _ body: (inout JSONBytes) throws(ForestError) -> Void
  ) throws(ForestError) {
    try expect(opening)
    depth += 1
    guard depth <= Self.greatestDepth else { throw fault("is nested too deeply") }
    if !accept(closing) {
      repeat { try body(&self) } while accept(",")
      try expect(closing)
    }
    depth -= 1
  }

  /// Reads a string.
  mutating func readString() throws(ForestError) -> String {
    try expect("\"")
    let start = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard place < bytes.count else { throw fault("ends within a text") }
    defer { place += 1 }
    guard bytes[start..<place].contains(UInt8(ascii: "\\")) else {
      return String(decoding: bytes[start..<place], as: UTF8.self)
    }
    guard let text = try? JSONDecoder().decode(String.self, from: Data(bytes[start - 1...place])) else {
      throw fault("holds a text with a broken escape")
    }
    return text
  }

  /// Reads an array of strings.
  mutating func readStrings() throws(ForestError) -> [String] {
    var texts: [String] = []
    try readArray { (json: inout JSONBytes) throws(ForestError) in texts.append(try json.readString()) }
    return texts
  }

  /// Reads an array of numbers.
  mutating func readFloats() throws(ForestError) -> [Float] {
    var numbers: [Float] = []
    try readArray { (json: inout JSONBytes) throws(ForestError) in
      guard let number = Float(try json.readWord()) else { throw json.fault("holds no number") }
      numbers.append(number)
    }
    return numbers
  }

  /// Reads an array of whole numbers; `true` and `false` are 1 and 0.
  mutating func readIntegers() throws(ForestError) -> [Int] {
    var numbers: [Int] = []
    try readArray { (json: inout JSONBytes) throws(ForestError) in
      numbers.append(try json.readInteger())
    }
    return numbers
  }

  /// Reads a whole number, also one within quotes.
  mutating func readInteger() throws(ForestError) -> Int {
    let word = peek() == UInt8(ascii: "\"") ? Substring(try readString()) : try readWord()
    if let number = Int(word) { return number }
    switch word {
    case "true": return 1
    case "false": return 0
    default: throw fault("holds no whole number")
    }
  }

  /// Reads over a value.
  mutating func skipValue() throws(ForestError) {
    switch peek() {
    case UInt8(ascii: "{"):
      try readObject { (_, json: inout JSONBytes) throws(ForestError) in try json.skipValue() }
    case UInt8(ascii: "["):
      try readArray { (json: inout JSONBytes) throws(ForestError) in try json.skipValue() }
    case UInt8(ascii: "\""): _ = try readString()
    default: _ = try readWord()
    }
  }

  /// Nothing may follow a document but blanks.
  mutating func expectEnd() throws(ForestError) {
    guard peek() == nil else { throw fault("goes on after its end") }
  }

  /// Reads a number or `true`, `false`, `null`.
  private mutating func readWord() throws(ForestError) -> Substring {
    guard peek() != nil else { throw fault("ends too early") }
    let start = place
    while place < bytes.count, Self.isPartOfWord(bytes[place]) { place += 1 }
    guard place > start else { throw fault("holds no value") }
    return Substring(decoding: bytes[start..<place], as: UTF8.self)
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// The next byte that is no blank.
  private mutating func peek() -> UInt8? {
    while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
    return place < bytes.count ? bytes[place] : nil
  }

  private mutating func accept(_ sign: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: sign) else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ sign: Unicode.Scalar) throws(ForestError) {
    guard accept(sign) else { throw fault("lacks '\(sign)'") }
  }

  private func fault(_ reason: String) -> ForestError {
    ForestError(place: "the JSON at byte \(min(place, bytes.count))", reason: reason)
  }
}
