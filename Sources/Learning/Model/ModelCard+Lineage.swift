import Foundation
public import JobDefinition
public import Pixels

extension ModelCard {
  /// The sample of what a model was trained on, in a file of its own.
  public struct Drift: Hashable, Sendable {
    /// The file in the model's folder.
    public var file: String
    /// The SHA-256 hash of the file, 64 hexadecimal digits.
    public var sha256: String
    /// The blocks that the sample lies in.
    public var blockCount: Int
    /// The pixels of the sample.
    public var pixelCount: Int

    /// Makes a description.
    public init(file: String, sha256: String, blockCount: Int, pixelCount: Int) {
      self.file = file
      self.sha256 = sha256
      self.blockCount = blockCount
      self.pixelCount = pixelCount
    }

    /// Describes a reference that is to lie beside the card.
    public init(_ reference: DriftReference) {
      self.init(
        file: DriftReference.fileName, sha256: ModelFolder.hash(of: reference.encoded),
        blockCount: reference.sample.blockSizes.count, pixelCount: reference.sample.rowCount)
    }
  }

  /// The model that another goes on from.
  public struct Parent: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// The SHA-256 hash of its card.
    public var sha256: String
    /// The day on which it was made.
    public var created: CalendarDate
    /// The scenes that it was not trained on, or not with these labels.
    public var addedScenes: [String]
    /// How many labelled pixels more there are of each class.
    public var addedPixels: [ClassCode: Int]

    /// Makes a parent.
    public init(
      name: String, sha256: String, created: CalendarDate, addedScenes: [String],
      addedPixels: [ClassCode: Int] = [:]
    ) {
      self.name = name
      self.sha256 = sha256
      self.created = created
      self.addedScenes = addedScenes
      self.addedPixels = addedPixels
    }
  }

  /// The SHA-256 hash of the card, which names the hashes of all that belongs
  /// to the model.
  public var sha256: String { ModelFolder.hash(of: Data(yaml.utf8)) }
}
