public import JobDefinition

/// Why a model cannot be read, written or used.
public enum ModelError: Error, Hashable, Sendable {
  /// There is no folder.
  case noFolder(String)
  /// The folder has no card.
  case noCard(folder: String)
  /// A file or folder cannot be read.
  case unreadable(path: String, reason: String)
  /// A file or folder cannot be written.
  case unwritable(path: String, reason: String)
  /// The card is of a version that this build does not know.
  case newerVersion(card: String, version: Int, known: Int)
  /// The card is wrong, from top to bottom.
  case invalidCard([JobError])
  /// A forest of the card is not in the folder.
  case noForest(path: String)
  /// A forest is not the one that the card was written for.
  case otherForest(path: String, expected: String, found: String)
  /// A forest cannot be read.
  case brokenForest(path: String, reason: String)
  /// A forest reads another number of features than the card has.
  case featureCount(path: String, card: Int, forest: Int)
  /// A forest tells another number of classes apart than the card has.
  case classCount(path: String, card: Int, forest: Int)
  /// The card has another number of stages than there are forests.
  case stageCount(card: Int, forests: Int)
  /// What lies in the place of a model is none, and is not replaced.
  case notAModel(String)
  /// The card would not be read again as it is.
  case unfaithfulCard(name: String, reason: String)
}

extension ModelError: CustomStringConvertible {
  /// One sentence that names the file; of a wrong card a line for each error.
  public var description: String {
    switch self {
    case .noFolder(let path): "cannot read the model '\(path)': there is no such folder"
    case .noCard(let folder): "cannot read the model '\(folder)': it has no \(ModelCard.fileName)"
    case .unreadable(let path, let reason): "cannot read '\(path)': \(reason)"
    case .unwritable(let path, let reason): "cannot write the model '\(path)': \(reason)"
    case .newerVersion(let card, let version, let known):
      "the model card '\(card)' was made for version \(version) of the format, this build reads up to \(known)"
    case .invalidCard(let errors): errors.map(\.description).joined(separator: "\n")
    case .noForest(let path): "cannot read '\(path)': the model's card names it, but there is no such file"
    case .otherForest(let path, let expected, let found):
      "'\(path)' is corrupt or of another model: its SHA-256 is \(found.prefix(12))..., the card says "
        + "\(expected.prefix(12))..."
    case .brokenForest(let path, let reason): "cannot read the forest '\(path)': \(reason)"
    case .featureCount(let path, let card, let forest):
      "the forest '\(path)' reads \(forest) features, but its card has \(card)"
    case .classCount(let path, let card, let forest):
      "the forest '\(path)' tells \(forest) classes apart, but its card has \(card)"
    case .stageCount(let card, let forests): "the card has \(card) stages, but there are \(forests) forests"
    case .notAModel(let path): "cannot replace '\(path)': it is no model's folder"
    case .unfaithfulCard(let name, let reason): "the card of model '\(name)' cannot be written: \(reason)"
    }
  }
}
