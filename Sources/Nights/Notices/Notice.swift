import Foundation
public import JobDefinition

/// Tells those whom a job names how its run ended.
public struct Notice: Sendable {
  /// How patient sending is.
  public struct Patience: Sendable {
    /// How long one attempt may take.
    public var seconds: Double
    /// How long is waited after each attempt that failed; then comes the next.
    public var pauses: [Double]
    /// Ends the sending.
    public var isStopped: @Sendable () -> Bool

    /// After a run that ended by itself.
    public static func whole(isStopped: @escaping @Sendable () -> Bool) -> Patience {
      Patience(seconds: 20, pauses: [1, 4], isStopped: isStopped)
    }

    /// Where somebody waits for the program's end.
    public static let short = Patience(seconds: 5, pauses: [], isStopped: { false })
  }

  /// One way of telling and what came of it.
  public struct Delivery: Sendable {
    /// "mail" or "webhook".
    public var way: String
    /// Why it did not arrive, without any address; `nil` where it did.
    public var failure: String?
  }

  let selection: NotificationSelection
  /// Where relative programs lie, and what the job's file is.
  let jobFile: String

  /// Makes a notice.
  public init(_ selection: NotificationSelection, jobFile: String) {
    (self.selection, self.jobFile) = (selection, jobFile)
  }

  /// Sends a summary in every way that the job names.
  public func send(_ summary: NightSummary, _ patience: Patience) -> [Delivery] {
    var deliveries: [Delivery] = []
    if !selection.mail.isEmpty {
      let mail = MailCommand(words: selection.mail, jobFile: jobFile, secret: secretVariable)
      deliveries.append(Delivery(way: "mail", failure: mail.failure(of: summary, patience)))
    }
    if let webhook = selection.webhook {
      deliveries.append(
        Delivery(way: "webhook", failure: Webhook(webhook).failure(of: summary, patience)))
    }
    return deliveries
  }

  private var secretVariable: String? {
    if case .environment(let name) = selection.webhook { name } else { nil }
  }
}
