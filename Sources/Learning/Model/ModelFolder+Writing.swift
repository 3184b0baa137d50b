public import Foundation

extension ModelFolder {
  /// Writes a model beside its place, syncs it and puts it there whole.
  ///
  /// The hashes of the card are taken from the forests. The same card and
  /// forests give the same bytes. An older model in the place is replaced, and
  /// so is a symbolic link; anything else is not. What else is put into the
  /// folder comes and goes with the model, and nobody reads it back.
  ///
  /// - Parameters:
  ///   - card: The card; the hashes in it may be empty, or must be right.
  ///   - forests: The bytes of each stage's forest.
  ///   - drift: What the model was trained on; the card then names its file.
  ///   - files: What else the folder holds, by name, such as a page on how good
  ///     the model is; no name of the card or a forest.
  ///   - path: The folder that the model becomes.
  ///   - check: Reads the shape of a forest.
  /// - Returns: The model as it would be read again.
  /// - Throws: `ModelError`; what stood in the place is still there then.
  @discardableResult
  public static func write(
    _ card: ModelCard, forests: [Data], drift: DriftReference? = nil, beside files: [String: Data] = [:],
    to path: String,
    check: ForestCheck = ForestOutline.shape
  ) throws(ModelError) -> ModelFolder {
    precondition(
      files.keys.allSatisfy { name in
        name != ModelCard.fileName && name != DriftReference.fileName && !name.contains("/")
          && !card.stages.contains { $0.file == name }
      }, "the card and the forests keep their names")
    var card = card
    for (number, forest) in forests.enumerated()
    where number < card.stages.count && card.stages[number].sha256.isEmpty {
      card.stages[number].sha256 = hash(of: forest)
    }
    card.drift = drift.map(ModelCard.Drift.init)
    let folder = ModelFolder(path: path, card: card, forests: forests, drift: drift)
    try folder.verify(check)
    try folder.checkCard()
    try checkPlace(path)
    do {
      try folder.put(files)
    } catch let error as ModelError {
      throw error
    } catch {
      throw .unwritable(path: path, reason: (error as NSError).localizedDescription)
    }
    return folder
  }

  /// Checks that the card says what it should when it is read again.
  private func checkCard() throws(ModelError) {
    let again: ModelCard
    do {
      again = try ModelCardDecoder.decode(text: card.yaml, path: "\(path)/\(ModelCard.fileName)")
    } catch {
      throw .unfaithfulCard(name: card.name, reason: "\(error)")
    }
    guard again == card else {
      throw .unfaithfulCard(name: card.name, reason: "it would not be read again as it is")
    }
  }

  private static func checkPlace(_ path: String) throws(ModelError) {
    let manager = FileManager.default
    guard let attributes = try? manager.attributesOfItem(atPath: path) else { return }
    let kind = attributes[.type] as? FileAttributeType
    if kind == .typeSymbolicLink { return }
    let names = (try? manager.contentsOfDirectory(atPath: path)) ?? []
    guard kind == .typeDirectory, names.isEmpty || names.contains(ModelCard.fileName) else {
      throw .notAModel(path)
    }
  }

  private func put(_ files: [String: Data]) throws {
    let manager = FileManager.default
    let place = path.hasSuffix("/") ? String(path.dropLast()) : path
    let beside = place + ".partial"
    let aside = place + ".old"
    try? manager.removeItem(atPath: beside)
    do {
      try manager.createDirectory(atPath: beside, withIntermediateDirectories: true)
      for (stage, forest) in zip(card.stages, forests) {
        try Self.writeDurably(forest, to: "\(beside)/\(stage.file)")
      }
      if let drift { try Self.writeDurably(drift.encoded, to: "\(beside)/\(DriftReference.fileName)") }
      for (name, bytes) in files { try Self.writeDurably(bytes, to: "\(beside)/\(name)") }
      try Self.writeDurably(Data(card.yaml.utf8), to: "\(beside)/\(ModelCard.fileName)")
      try? manager.removeItem(atPath: aside)
      let isReplaced = rename(place, aside) == 0
      guard rename(beside, place) == 0 else {
        let reason = String(cString: strerror(errno))
        if isReplaced { rename(aside, place) }
        throw ModelError.unwritable(path: path, reason: reason)
      }
      if isReplaced { try? manager.removeItem(atPath: aside) }
    } catch {
      try? manager.removeItem(atPath: beside)
      throw error
    }
  }

  private static func writeDurably(_ data: Data, to path: String) throws {
    try data.write(to: URL(fileURLWithPath: path))
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try handle.synchronize()
    try handle.close()
  }
}
