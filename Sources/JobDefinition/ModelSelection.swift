/// A trained model that gives pixels their class.
public struct ModelSelection: Hashable, Sendable {
  /// The model's folder.
  public var folder: JobPath
  /// The sigma of the Gaussian over the probabilities, in pixels, instead of
  /// the model's own; 0 for none.
  public var smoothing: Double?

  /// Makes a selection.
  public init(folder: JobPath, smoothing: Double? = nil) {
    self.folder = folder
    self.smoothing = smoothing
  }
}
