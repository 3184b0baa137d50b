import Foundation
import Logging

/// One line for each message on standard error: time, level, message.
struct LineLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    ErrorRendering.write("\(Date().formatted(.iso8601)) \(event.level) \(event.message)")
  }
}
