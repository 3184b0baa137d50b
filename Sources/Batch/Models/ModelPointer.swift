public import Foundation
public import Learning

/// The model of a folder of models that jobs use: a symbolic link `current`
/// beside the models, and the history of where it led.
///
/// A job that says `segment: {model: models/current}` follows it. The link is
/// swapped in one step, so that a job finds the one model or the other.
public struct ModelPointer: Sendable {
  /// The link's name.
  public static let name = "current"
  /// The history's file.
  public static let historyName = "current.history.json"

  /// One change of the link.
  public struct Change: Hashable, Sendable, Codable {
    /// What was done.
    public enum Action: String, Hashable, Sendable, Codable {
      /// A model was put in front of the one before.
      case promote
      /// The one before was put back.
      case rollback
    }

    /// What was done.
    public var action: Action
    /// The folder's name to which the link led then.
    public var folder: String
    /// The model's name.
    public var model: String
    /// The SHA-256 hash of its card.
    public var cardSha256: String
    /// When it was done, as UTC text.
    public var at: String
    /// What the model was judged to be beside the one before.
    public var verdict: PairedComparison.Verdict?
    /// True where it was promoted although it was judged worse.
    public var isForced: Bool
  }

  /// The folder with the models.
  public let folder: String

  /// The link of a folder of models.
  public init(in folder: String) { self.folder = folder }

  private var link: String { "\(folder)/\(Self.name)" }
  private var historyPath: String { "\(folder)/\(Self.historyName)" }

  /// The folder's name to which the link leads; `nil` without a link.
  ///
  /// - Throws: `ModelPointerError` where something else has its place.
  public func target() throws(ModelPointerError) -> String? {
    let manager = FileManager.default
    if let target = try? manager.destinationOfSymbolicLink(atPath: link) { return target }
    guard (try? manager.attributesOfItem(atPath: link)) == nil else { throw .notALink(link) }
    return nil
  }

  /// Every change, the oldest first.
  ///
  /// - Throws: `ModelPointerError` where the history is damaged.
  public func history() throws(ModelPointerError) -> [Change] {
    guard let data = FileManager.default.contents(atPath: historyPath) else { return [] }
    guard let changes = try? JSONDecoder().decode([Change].self, from: data) else {
      throw .damagedHistory(historyPath)
    }
    return changes
  }

  /// The models that were promoted and not rolled back, the current one last.
  static func stack(_ history: [Change]) -> [Change] {
    history.reduce(into: []) { stack, change in
      switch change.action {
      case .promote: stack.append(change)
      case .rollback: stack.removeLast(min(1, stack.count))
      }
    }
  }

  /// Lets the link lead to a model that lies beside it.
  ///
  /// - Parameter forces: True to promote what was judged worse.
  /// - Returns: The change; `nil` where the link leads there already.
  /// - Throws: `ModelPointerError`, `ModelError`, `FileAccessError`.
  public func promote(_ name: String, forces: Bool = false, at time: Date) throws -> Change? {
    let model = try LoadedModel(at: "\(folder)/\(name)")
    let lock = try FolderLock(folder)
    defer { lock.release() }
    let changes = try history()
    let before = try target()
    let top = Self.stack(changes).last
    let isRecorded = top?.folder == name && top?.cardSha256 == model.fingerprint
    if isRecorded, before == name { return nil }
    let judged = before.flatMap { judgement(of: name, model, against: $0) }
    if judged == .worse, !forces { throw ModelPointerError.judgedWorse(name, than: before ?? "") }
    let change = Change(
      action: .promote, folder: name, model: model.card.name, cardSha256: model.fingerprint,
      at: time.formatted(.iso8601), verdict: judged, isForced: judged == .worse)
    if !isRecorded { try record(changes + [change]) }
    try lead(to: name)
    return change
  }

  /// Lets the link lead to the model before, which must be as it was.
  ///
  /// - Throws: `ModelPointerError`, `ModelError`, `FileAccessError`.
  public func rollback(at time: Date) throws -> Change {
    let lock = try FolderLock(folder)
    defer { lock.release() }
    let changes = try history()
    guard let earlier = Self.stack(changes).dropLast().last else {
      throw ModelPointerError.nothingBefore(link)
    }
    let model = try LoadedModel(at: "\(folder)/\(earlier.folder)")
    guard model.fingerprint == earlier.cardSha256 else {
      throw ModelPointerError.changedModel("\(folder)/\(earlier.folder)")
    }
    _ = try target()
    let change = Change(
      action: .rollback, folder: earlier.folder, model: earlier.model, cardSha256: earlier.cardSha256,
      at: time.formatted(.iso8601), verdict: nil, isForced: false)
    try lead(to: earlier.folder)
    try record(changes + [change])
    return change
  }

  /// What a model was judged to be beside the one that the link leads to.
  private func judgement(
    of name: String, _ model: LoadedModel, against before: String
  ) -> PairedComparison.Verdict? {
    guard let other = try? LoadedModel(at: "\(folder)/\(before)") else { return nil }
    return DuelJudgement.verdict(
      of: (folder: "\(folder)/\(name)", sha256: model.fingerprint),
      against: (folder: "\(folder)/\(before)", sha256: other.fingerprint))
  }

  private func record(_ history: [Change]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    try DurableFile.write([UInt8](try encoder.encode(history)) + [10], to: historyPath)
  }

  private func lead(to name: String) throws {
    let beside = link + ".partial"
    unlink(beside)
    guard symlink(name, beside) == 0, rename(beside, link) == 0 else {
      throw FileAccessError.system("write", link)
    }
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

/// Why the model that jobs use is not changed.
public enum ModelPointerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Something that is no symbolic link has the link's place.
  case notALink(String)
  /// The history cannot be read.
  case damagedHistory(String)
  /// The model was judged worse than the current one.
  case judgedWorse(String, than: String)
  /// There is no earlier model.
  case nothingBefore(String)
  /// The earlier model is not what it was.
  case changedModel(String)
  /// A model that is to be promoted is the link itself.
  case isTheLink(String)

  /// One sentence.
  public var description: String {
    switch self {
    case .notALink(let path): "'\(path)' is no symbolic link, so that no model can be promoted to it"
    case .damagedHistory(let path): "cannot read '\(path)': it is not what this program writes"
    case .judgedWorse(let name, let other):
      "the model '\(name)' was judged worse than '\(other)', which jobs use; --force promotes it all the same"
    case .nothingBefore(let path): "there is no model before the one that '\(path)' leads to"
    case .changedModel(let path): "the model '\(path)' is not the one that was promoted: its card has changed"
    case .isTheLink(let path): "'\(path)' is the link that is to be changed; name the model's own folder"
    }
  }
}
