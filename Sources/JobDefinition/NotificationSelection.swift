/// Who is told how a run ended.
public struct NotificationSelection: Hashable, Sendable {
  /// After which runs somebody is told.
  public enum Occasion: String, Hashable, Sendable, CaseIterable {
    /// After every run.
    case always
    /// Where something failed or the run was stopped.
    case failure
    /// Where a flight was done, or other flights fail or wait than after the
    /// run before.
    case change
  }

  /// Where an address with a secret in it is kept.
  public enum Address: Hashable, Sendable {
    /// In the job itself.
    case url(String)
    /// In a file, its first line.
    case file(JobPath)
    /// In an environment variable.
    case environment(String)
  }

  /// After which runs.
  public var occasion = Occasion.always
  /// A program and its arguments, which gets the summary on standard input;
  /// empty for none. `{subject}` in an argument stands for the subject.
  public var mail: [String] = []
  /// Where the summary is posted as JSON; `nil` for nowhere.
  public var webhook: Address?

  /// Makes a selection that tells nobody.
  public init() {}
}
