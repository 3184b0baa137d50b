/// What `furrow gc` leaves of superseded results and of work that nobody
/// finished. Without influence on results.
public struct KeepPolicy: Hashable, Sendable {
  /// What counts can be.
  public static let counts = 0...1_000_000

  /// How old superseded results may grow; `nil` for any age.
  public var age: Duration?
  /// How many superseded results of each flight stay; `nil` for any number.
  public var versions: Int?
  /// How many results of each field stay, the current ones counted; `nil` for
  /// any number.
  public var perField: Int?
  /// How many bytes all results together may take; `nil` for any.
  public var space: Int?
  /// How long unfinished work lies untouched.
  public var work: Duration
  /// How old events may grow; `nil` for any age.
  public var events: Duration?

  /// Makes a policy.
  public init(
    age: Duration? = nil, versions: Int? = nil, perField: Int? = nil, space: Int? = nil,
    work: Duration = .seconds(7 * 86_400), events: Duration? = nil
  ) {
    self.age = age
    self.versions = versions
    self.perField = perField
    self.space = space
    self.work = work
    self.events = events
  }
}
