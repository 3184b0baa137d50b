/// How often and how soon a flight is tried again that failed for something
/// that may pass. Without influence on results.
public struct RetryPolicy: Hashable, Sendable {
  /// What `attempts` can be.
  public static let attemptCounts = 1...100

  /// The tries before the flight counts as failed.
  public var attempts: Int
  /// The wait after the first failure; it doubles with each further one.
  public var backoff: Duration
  /// The longest wait, and the wait between tries once `attempts` are used up.
  public var longest: Duration

  /// Makes a policy.
  public init(attempts: Int = 3, backoff: Duration = .seconds(300), longest: Duration = .seconds(21_600)) {
    self.attempts = attempts
    self.backoff = backoff
    self.longest = longest
  }

  /// The wait after so many failures, at least one.
  public func wait(after failures: Int) -> Duration {
    var wait = min(backoff, longest)
    for _ in 1..<max(2, failures) where failures > 1 && wait < longest { wait = min(wait * 2, longest) }
    return wait
  }
}
