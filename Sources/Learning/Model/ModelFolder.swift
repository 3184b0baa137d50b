import Digest
public import Foundation

/// A model on disk: its card and its forests, checked against each other.
public struct ModelFolder: Sendable {
  /// The folder.
  public let path: String
  /// The card.
  public let card: ModelCard
  /// The bytes of each stage's forest.
  public let forests: [Data]
  /// What the model was trained on; `nil` for a model without it.
  public let drift: DriftReference?

  /// The most bytes that a forest may have.
  public static let maximumForestByteCount = 1 << 30

  /// Reads a model and checks all of it.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - check: Reads the shape of a forest.
  /// - Throws: `ModelError`.
  public static func read(
    _ path: String, check: ForestCheck = ForestOutline.shape
  ) throws(ModelError) -> ModelFolder {
    let card = try readCard(path)
    var forests: [Data] = []
    for stage in card.stages { forests.append(try readForest("\(path)/\(stage.file)")) }
    let drift = try card.drift.map { drift throws(ModelError) in try readDrift(drift, in: path) }
    let folder = ModelFolder(path: path, card: card, forests: forests, drift: drift)
    try folder.verify(check)
    return folder
  }

  private static func readDrift(
    _ drift: ModelCard.Drift, in folder: String
  ) throws(ModelError) -> DriftReference {
    let path = "\(folder)/\(drift.file)"
    let bytes = try readPart(path, limit: DriftReference.maximumByteCount)
    let found = hash(of: bytes)
    guard found == drift.sha256 else {
      throw .otherForest(path: path, expected: drift.sha256, found: found)
    }
    return try DriftReference(decoding: bytes, path: path)
  }

  /// Reads a model's card alone; its forests are not looked at.
  ///
  /// - Throws: `ModelError`.
  public static func readCard(_ path: String) throws(ModelError) -> ModelCard {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      throw .noFolder(path)
    }
    let cardPath = "\(path)/\(ModelCard.fileName)"
    guard FileManager.default.fileExists(atPath: cardPath) else { throw .noCard(folder: path) }
    return try ModelCardDecoder.decode(text: try readText(cardPath), path: cardPath)
  }

  /// The text of a file.
  ///
  /// - Throws: `ModelError.unreadable`.
  public static func readText(_ path: String) throws(ModelError) -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      let exists = FileManager.default.fileExists(atPath: path)
      throw .unreadable(path: path, reason: exists ? "it is not a readable file" : "there is no such file")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw .unreadable(path: path, reason: "it is not UTF-8 text")
    }
    return text
  }

  /// The bytes of a forest.
  ///
  /// - Throws: `ModelError` where there is none, or one of unlikely size.
  public static func readForest(_ path: String) throws(ModelError) -> Data {
    try readPart(path, limit: maximumForestByteCount)
  }

  private static func readPart(_ path: String, limit: Int) throws(ModelError) -> Data {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
      throw .noForest(path: path)
    }
    if let size = attributes[.size] as? Int, size > limit {
      throw .brokenForest(path: path, reason: "it has more than \(limit) bytes")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .unreadable(path: path, reason: "it is not a readable file")
    }
    return data
  }

  /// Checks hashes and shapes.
  func verify(_ check: ForestCheck) throws(ModelError) {
    guard card.stages.count == forests.count else {
      throw .stageCount(card: card.stages.count, forests: forests.count)
    }
    for (stage, forest) in zip(card.stages, forests) {
      try Self.verify(forest, of: stage, at: "\(path)/\(stage.file)", check)
    }
  }

  private static func verify(
    _ forest: Data, of stage: ModelCard.Stage, at path: String, _ check: ForestCheck
  ) throws(ModelError) {
    let found = hash(of: forest)
    guard found == stage.sha256 else {
      throw .otherForest(path: path, expected: stage.sha256, found: found)
    }
    let shape: ForestShape
    do {
      shape = try check(forest)
    } catch {
      throw .brokenForest(path: path, reason: "\(error)")
    }
    guard shape.featureCount == stage.features.count else {
      throw .featureCount(path: path, card: stage.features.count, forest: shape.featureCount)
    }
    guard shape.classCount == stage.classes.count else {
      throw .classCount(path: path, card: stage.classes.count, forest: shape.classCount)
    }
  }

  /// The SHA-256 hash of a forest, as a card has it.
  public static func hash(of forest: Data) -> String {
    var hash = SHA256()
    forest.withUnsafeBytes { hash.update($0) }
    return hash.hexDigest()
  }
}
