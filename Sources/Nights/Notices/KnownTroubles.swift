import Batch
import Foundation

/// The troubles that people were told of last, so that they are not told again.
public struct KnownTroubles {
  private let path: String

  /// The troubles of a job, kept beside its unfinished work.
  public init(jobName: String, outputFolder: String) {
    path = "\(outputFolder)/.furrow/\(jobName).troubles"
  }

  /// Remembers the troubles of a summary.
  ///
  /// - Returns: True where they are others than before.
  /// - Throws: `FileAccessError` where they cannot be kept.
  public func replace(with summary: NightSummary) throws -> Bool {
    let text = summary.troubles.map { $0 + "\n" }.joined()
    let old = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    guard text != old ?? "" else { return false }
    try RunPlaces.makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    try DurableFile.write(Array(text.utf8), to: path)
    return true
  }
}

extension NightSummary {
  /// True where something failed or the run was stopped.
  public var hasFailure: Bool { ending.exitCode != 0 || tally.failed > 0 }

  /// True where a flight was done.
  public var hasNews: Bool { tally.done > 0 }
}
