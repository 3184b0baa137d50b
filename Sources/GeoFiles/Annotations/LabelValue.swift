public import Pixels

/// What stands for a class in a label raster.
public enum LabelValue: Hashable, Sendable {
  /// A sample of a raster with one band.
  case number(Double)
  /// A colour of a picture, or of the palette of one.
  case color(Legend.Color)

  /// Reads "3" or "#00ff00"; `nil` for anything else.
  public init?(_ text: String) {
    if let color = Legend.Color(hex: text) {
      self = .color(color)
    } else if let number = Double(text), number.isFinite {
      self = .number(number)
    } else {
      return nil
    }
  }
}

extension LabelValue: CustomStringConvertible {
  /// "3" or "#00ff00".
  public var description: String {
    switch self {
    case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
    case .color(let color): color.hex
    }
  }
}

/// Which class each value of a label raster means.
struct LabelValues {
  /// The class of each value that has one.
  let codes: [LabelValue: ClassCode]
  /// True where classes are told by colours.
  let isByColor: Bool
  /// The classes of the whole numbers from 0 on.
  private let table: [ClassCode?]

  /// Takes values for the legend's names, or the legend's own codes where no
  /// name has one.
  init(
    _ names: [String: [LabelValue]], legend: Legend, file: String
  ) throws(AnnotationFileError) {
    var codes: [LabelValue: ClassCode] = [:]
    if names.isEmpty {
      for entry in legend.entries { codes[.number(Double(entry.code))] = entry.code }
    }
    for (name, values) in names.sorted(by: { $0.key < $1.key }) {
      guard let entry = legend.entry(named: name) else {
        throw AnnotationFileError(
          file: file, problem: "values are given for class '\(name)', which the legend does not have")
      }
      for value in values {
        if let other = codes.updateValue(entry.code, forKey: value), other != entry.code {
          throw AnnotationFileError(file: file, problem: "the value \(value) is given for two classes")
        }
      }
    }
    let colors = codes.keys.count { if case .color = $0 { true } else { false } }
    guard colors == 0 || colors == codes.count else {
      throw AnnotationFileError(file: file, problem: "its classes are given by numbers and by colours")
    }
    isByColor = colors > 0
    table = (0..<65536).map { codes[.number(Double($0))] }
    self.codes = codes
  }

  /// The class of a sample; `nil` where it has none.
  func code(_ sample: Double) -> ClassCode? {
    if sample >= 0, sample < 65536 {
      let whole = Int(sample)
      if Double(whole) == sample { return table[whole] }
    }
    return codes[.number(sample)]
  }

  /// The class of a colour; `nil` where it has none.
  func code(_ color: Legend.Color) -> ClassCode? { codes[.color(color)] }
}
