import Foundation

/// A value within a JSON file that knows where it is.
struct JSONNode {
  /// The file, for messages.
  let file: String
  /// The place in the file, as in "annotations[3].bbox".
  let place: String
  private let value: Any

  /// Reads a file's bytes, whose root must be an object.
  init(bytes: [UInt8], file: String) throws(AnnotationFileError) {
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    guard let root = try? JSONSerialization.jsonObject(with: Data(content)) as? [String: Any] else {
      throw AnnotationFileError(file: file, problem: "it is not valid JSON")
    }
    self.init(file: file, place: "", value: root)
  }

  private init(file: String, place: String, value: Any) {
    self.file = file
    self.place = place
    self.value = value
  }

  /// The error of something that is not as it should be here.
  func error(_ problem: String) -> AnnotationFileError {
    AnnotationFileError(file: file, problem: place.isEmpty ? problem : "\(place) \(problem)")
  }

  /// A member of this object; `nil` where it is missing or null.
  func optional(_ key: String) -> JSONNode? {
    guard let member = (value as? [String: Any])?[key], !(member is NSNull) else { return nil }
    return JSONNode(file: file, place: place.isEmpty ? key : "\(place).\(key)", value: member)
  }

  /// A member of this object.
  func member(_ key: String) throws(AnnotationFileError) -> JSONNode {
    guard value is [String: Any] else { throw error("is not an object") }
    guard let member = optional(key) else { throw error("has no '\(key)'") }
    return member
  }

  /// The elements of this array.
  func elements() throws(AnnotationFileError) -> [JSONNode] {
    guard let array = value as? [Any] else { throw error("is not a list") }
    return array.enumerated().map {
      JSONNode(file: file, place: "\(place)[\($0.offset)]", value: $0.element)
    }
  }

  /// True where this is an object.
  var isObject: Bool { value is [String: Any] }

  /// This as text; `nil` where it is none.
  var text: String? { value as? String }

  /// This as text or a whole number written out.
  func word() throws(AnnotationFileError) -> String {
    if let text { return text.trimmed }
    return String(try integer())
  }

  /// This as a finite number.
  func number() throws(AnnotationFileError) -> Double {
    guard let number = value as? NSNumber, number.doubleValue.isFinite else { throw error("is not a number") }
    return number.doubleValue
  }

  /// This as a whole number.
  func integer() throws(AnnotationFileError) -> Int {
    guard let integer = Int(exactly: try number()) else { throw error("is not a whole number") }
    return integer
  }

  /// This as a list of finite numbers.
  func numbers() throws(AnnotationFileError) -> [Double] {
    guard let array = value as? [Any] else { throw error("is not a list") }
    var numbers: [Double] = []
    numbers.reserveCapacity(array.count)
    for element in array {
      guard let number = element as? NSNumber, number.doubleValue.isFinite else {
        throw error("holds something that is not a number")
      }
      numbers.append(number.doubleValue)
    }
    return numbers
  }
}
