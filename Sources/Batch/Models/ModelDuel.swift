public import Foundation
public import JobDefinition
public import Learning

/// Two models, or a model and rules, judged on the same truth.
public struct ModelDuel: Sendable {
  /// The subject's own evaluation.
  public let subject: EvaluationOutcome
  /// The other's.
  public let other: EvaluationOutcome
  /// What became of it.
  public let judgement: DuelJudgement

  /// Judges both.
  ///
  /// Scenes that either was trained on are left out of the comparison; where no
  /// other is left it stays undecided.
  ///
  /// - Parameters:
  ///   - modelFolder: The subject, instead of the job's rules or model.
  ///   - otherFolder: The other.
  /// - Throws: What `EvaluationRun` throws for either.
  public init(
    _ job: Job, modelFolder: String?, otherFolder: String, threadCount: Int?,
    observer: any TrainingObserver, cancellation: RunCancellation = .never
  ) throws {
    func judge(_ folder: String?) throws -> EvaluationOutcome {
      try EvaluationRun(
        job, modelFolder: folder, threadCount: threadCount, observer: observer, cancellation: cancellation
      ).run()
    }
    let own = try judge(modelFolder)
    let rival = try judge(otherFolder)
    subject = own
    other = rival
    let seen = own.seenScenes.union(rival.seenScenes)
    func unseen(_ outcome: EvaluationOutcome) -> [BlockID: ConfusionMatrix] {
      outcome.blocks.filter { !seen.contains($0.key.scene) }
    }
    let leaves = own.scenes.indices.contains { !seen.contains($0) }
    let comparison = PairedComparison(
      subject: leaves ? unseen(own) : own.blocks, other: leaves ? unseen(rival) : rival.blocks,
      legend: own.legend)
    judgement = DuelJudgement(
      subject: own.model, other: rival.model, verdict: leaves ? comparison.verdict : .undecided,
      comparison: comparison, leftOut: own.scenes.indices.filter(seen.contains).map { own.scenes[$0].name },
      isFlattered: !leaves)
  }
}

extension ModelDuel {
  /// Writes comparison.json into a folder, which is made where it is missing.
  ///
  /// - Returns: The path.
  /// - Throws: `FileAccessError`, `EncodingError`.
  public func write(to folder: String) throws -> String {
    try RunFolders.make(folder)
    let path = "\(folder)/comparison.json"
    try DurableFile.write([UInt8](try judgement.json()), to: path)
    return path
  }
}

/// What a comparison of two models came to, as it is kept.
public struct DuelJudgement: Hashable, Sendable, Codable {
  /// The subject; `nil` for rules.
  public var subject: EvaluatedModel?
  /// The other; `nil` for rules.
  public var other: EvaluatedModel?
  /// What the subject is beside the other.
  public var verdict: PairedComparison.Verdict
  /// The figures of both.
  public var comparison: PairedComparison
  /// The scenes that either was trained on.
  public var leftOut: [String]
  /// True where no other scene was left, so that the figures flatter.
  public var isFlattered: Bool

  /// The file in the subject's folder.
  public static let fileName = "judged-against.json"

  /// The judgement as JSON.
  ///
  /// - Throws: `EncodingError`.
  public func json() throws -> Data { try Self.encoder.encode(self) + Data("\n".utf8) }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return encoder
  }

  /// Keeps the judgement in the subject's folder, in place of an earlier one
  /// against the same model.
  ///
  /// - Throws: `FileAccessError`, `EncodingError`.
  public func keep() throws {
    guard let subject, let other else { return }
    let kept = Self.kept(in: subject.folder).filter { $0.other?.cardSHA256 != other.cardSHA256 }
    try DurableFile.write(
      [UInt8](try Self.encoder.encode(kept + [self])) + [10], to: "\(subject.folder)/\(Self.fileName)")
  }

  /// The judgements that lie in a model's folder; those that cannot be read are
  /// left out.
  static func kept(in folder: String) -> [DuelJudgement] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return FileManager.default.contents(atPath: "\(folder)/\(fileName)")
      .flatMap { try? decoder.decode([DuelJudgement].self, from: $0) } ?? []
  }

  /// What one model was judged to be beside another, by either's judgements.
  static func verdict(
    of subject: (folder: String, sha256: String), against other: (folder: String, sha256: String)
  ) -> PairedComparison.Verdict? {
    func found(_ folder: String, _ own: String, _ rival: String) -> PairedComparison.Verdict? {
      kept(in: folder).last { $0.subject?.cardSHA256 == own && $0.other?.cardSHA256 == rival }?.verdict
    }
    if let direct = found(subject.folder, subject.sha256, other.sha256) { return direct }
    return found(other.folder, other.sha256, subject.sha256).map { verdict in
      switch verdict {
      case .better: .worse
      case .worse: .better
      case .undecided: .undecided
      }
    }
  }
}
