/// Why rows cannot be trained on.
public enum TrainingTableError: Error, Hashable, Sendable {
  /// A feature is infinite.
  case infiniteFeature(name: String, row: Int)
  /// A weight is negative or not finite.
  case badWeight(Float, row: Int)
  /// A table has no rows.
  case empty
  /// A label is not below the number of classes.
  case unknownClass(Int, row: Int, classCount: Int)
  /// All rows have one class.
  case oneClass(Int)
  /// Training and validation have different features.
  case differentFeatures
}

extension TrainingTableError: CustomStringConvertible {
  /// One sentence that names the row and the reason.
  public var description: String {
    switch self {
    case .infiniteFeature(let name, let row): "feature '\(name)' is infinite in training row \(row)"
    case .badWeight(let weight, let row):
      "training row \(row) has the weight \(weight), which is not a finite number from 0 on"
    case .empty: "there are no training rows"
    case .unknownClass(let label, let row, let count):
      "training row \(row) has the class number \(label), but there are \(count) classes"
    case .oneClass(let label): "all training rows have class number \(label); at least two classes are needed"
    case .differentFeatures: "the validation rows have other features than the training rows"
    }
  }
}
