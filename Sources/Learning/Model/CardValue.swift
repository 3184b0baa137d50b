import Foundation

/// A part of a card of which the card knows no more than its form.
///
/// Anything that is `Codable` can become one and be had back.
public indirect enum CardValue: Hashable, Sendable {
  /// Nothing.
  case null
  /// True or false.
  case flag(Bool)
  /// A finite number.
  case number(Double)
  /// Text.
  case text(String)
  /// Values in order.
  case list([CardValue])
  /// Values by key.
  case mapping([String: CardValue])

  /// Takes the form of a value.
  ///
  /// - Throws: `EncodingError`, also where a number is not finite.
  public init(encoding value: some Encodable) throws {
    self = try JSONDecoder().decode(CardValue.self, from: JSONEncoder().encode(value))
  }

  /// The value of a type that has this form.
  ///
  /// - Throws: `DecodingError` where the form is another.
  public func decoded<Value: Decodable>(as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: JSONEncoder().encode(self))
  }
}

extension CardValue: Codable {
  /// Reads any value.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([CardValue].self) {
      self = .list(list)
    } else {
      self = .mapping(try container.decode([String: CardValue].self))
    }
  }

  /// Writes the value as what it stands for.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .flag(let flag): try container.encode(flag)
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .list(let list): try container.encode(list)
    case .mapping(let mapping): try container.encode(mapping)
    }
  }
}
