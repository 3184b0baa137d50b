import Foundation
import FoundationNetworking
import Synchronization

/// One attempt to post a text.
struct Posting {
  /// What came of it.
  struct Answer {
    /// Why it did not arrive; `nil` where it did.
    var failure: String?
    /// True where another attempt may do better.
    var mayPass: Bool
  }

  let url: URL
  let body: Data
  let patience: Notice.Patience

  /// Posts and waits; a redirection is not followed, since it could carry the
  /// address to somebody else.
  func attempt() -> Answer {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = patience.seconds
    configuration.timeoutIntervalForResource = patience.seconds
    let session = URLSession(configuration: configuration, delegate: Redirections(), delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    let answer = Mailbox()
    let task = session.dataTask(with: request) { _, response, error in
      answer.put(Self.judge((response as? HTTPURLResponse)?.statusCode, error))
    }
    task.resume()
    let end = ContinuousClock.now + .seconds(patience.seconds + 1)
    while ContinuousClock.now < end, !patience.isStopped() {
      if let answer = answer.content { return answer }
      usleep(5000)
    }
    task.cancel()
    return Answer(failure: "no answer within \(Int(patience.seconds)) s", mayPass: true)
  }

  private static func judge(_ status: Int?, _ error: (any Error)?) -> Answer {
    guard let status else { return Answer(failure: words(for: error), mayPass: true) }
    if (200..<300).contains(status) { return Answer(failure: nil, mayPass: false) }
    return Answer(
      failure: "the server answers with status \(status)", mayPass: status == 429 || status >= 500)
  }

  /// The error without its address.
  private static func words(for error: (any Error)?) -> String {
    switch (error as? URLError)?.code {
    case .timedOut: "no answer in time"
    case .cannotFindHost, .dnsLookupFailed: "the server's name is not known"
    case .cannotConnectToHost, .networkConnectionLost, .notConnectedToInternet: "the server cannot be reached"
    case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate:
      "the server's certificate is not trusted"
    case let code?: "the connection failed (\(code.rawValue))"
    case nil: "the connection failed"
    }
  }

  private var request: URLRequest {
    var request = URLRequest(url: url)
    request.httpMethod = "POST"
    request.httpBody = body
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    request.setValue("furrow", forHTTPHeaderField: "User-Agent")
    return request
  }
}

/// Holds the answer that comes from another thread.
private final class Mailbox: Sendable {
  private let answer = Mutex<Posting.Answer?>(nil)

  func put(_ content: Posting.Answer) { answer.withLock { $0 = content } }

  var content: Posting.Answer? { answer.withLock(\.self) }
}

/// Refuses to go elsewhere.
private final class Redirections: NSObject, URLSessionTaskDelegate {
  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }
}
