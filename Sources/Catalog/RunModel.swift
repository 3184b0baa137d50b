/// The model that gave a run's pixels their class.
public struct RunModel: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// The SHA-256 hash of its card, which names the hashes of all its files.
  public var cardSHA256: String
  /// The day on which it was made, as yyyy-mm-dd.
  public var created: String
  /// Its folder, as the job has it.
  public var folder: String
  /// True where it says what it was trained on.
  public var hasDriftReference: Bool

  /// Makes a model.
  public init(name: String, cardSHA256: String, created: String, folder: String, hasDriftReference: Bool) {
    self.name = name
    self.cardSHA256 = cardSHA256
    self.created = created
    self.folder = folder
    self.hasDriftReference = hasDriftReference
  }
}
