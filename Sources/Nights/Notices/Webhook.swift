import Foundation
import JobDefinition

/// A place on the web to which the summary is posted as JSON.
///
/// What goes wrong is told without the address, which is as good as a password.
struct Webhook {
  let address: NotificationSelection.Address

  init(_ address: NotificationSelection.Address) { self.address = address }

  /// Posts the summary; what went wrong, or `nil`. What may pass is tried again.
  func failure(of summary: NightSummary, _ patience: Notice.Patience) -> String? {
    let url: URL
    switch read() {
    case .success(let found): url = found
    case .failure(let reason): return reason.text
    }
    let body = Data(summary.json.text.utf8)
    var failure: String?
    for pause in [0] + patience.pauses {
      guard wait(pause, patience) else { return failure ?? "the run was told to stop" }
      let attempt = Posting(url: url, body: body, patience: patience).attempt()
      failure = attempt.failure
      guard attempt.mayPass else { break }
    }
    return failure
  }

  private func wait(_ seconds: Double, _ patience: Notice.Patience) -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      if patience.isStopped() { return false }
      usleep(20_000)
    }
    return !patience.isStopped()
  }

  private struct Reason: Error { var text: String }

  private func read() -> Result<URL, Reason> {
    let text: String
    switch address {
    case .url(let url): text = url
    case .file(let path):
      guard let data = FileManager.default.contents(atPath: path.resolved) else {
        return .failure(Reason(text: "the URL's file '\(path.written)' cannot be read"))
      }
      text = String(String(decoding: data, as: UTF8.self).prefix { !$0.isNewline })
    case .environment(let name):
      guard let value = ProcessInfo.processInfo.environment[name] else {
        return .failure(Reason(text: "there is no environment variable \(name)"))
      }
      text = value
    }
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    guard trimmed.wholeMatch(of: /https?:\/\/[!-~]+/) != nil, let url = URL(string: trimmed), url.host != nil
    else {
      return .failure(Reason(text: "what should be a URL is none that begins with http:// or https://"))
    }
    return .success(url)
  }
}
