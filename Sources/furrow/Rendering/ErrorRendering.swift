import ArgumentParser
import Batch
import Catalog
import Foundation
import GeoFiles
import JobDefinition

/// Exit codes, as documented in docs/exit-codes.md.
enum ExitStatus: Int32 {
  case done = 0
  case usage = 64
  case badData = 65
  case fault = 70
  case tryAgain = 75
  case configuration = 78

  /// The code of an error.
  init(_ error: any Error) {
    switch error {
    case let error as CatalogError: self = error.isTemporary ? .tryAgain : .badData
    case let error as FileAccessError: self = error.isDiskFull ? .tryAgain : .badData
    case let error as OutputError: self = error.reason == .diskFull ? .tryAgain : .badData
    case let error as FlightsFailed: self = error.status
    case is DataError: self = .badData
    default: self = ErrorRendering.isOfData(error) ? .badData : .fault
    }
  }

  /// The graver of two: a fault before bad data before what may pass.
  func graver(_ other: ExitStatus) -> ExitStatus {
    let order: [ExitStatus] = [.done, .tryAgain, .configuration, .usage, .badData, .fault]
    return (order.firstIndex(of: self) ?? 0) >= (order.firstIndex(of: other) ?? 0) ? self : other
  }
}

/// Something wrong with what a person gave, in one sentence.
struct DataError: Error, CustomStringConvertible {
  var description: String
}

/// Some flights of a job failed; each was told already.
struct FlightsFailed: Error {
  var status: ExitStatus
}

/// How errors reach people.
enum ErrorRendering {
  /// Tells the error and ends the program.
  static func exit(with error: any Error) -> Never {
    if isOfCommandLine(error) { FurrowCommand.exit(withError: error) }
    let status = ExitStatus(error)
    if !(error is FlightsFailed) { write(sentence(error)) }
    Foundation.exit(status.rawValue)
  }

  /// The error as "furrow: sentence", with a hint on what to do next.
  static func sentence(_ error: any Error) -> String {
    let text = "furrow: \(error)"
    return hint(for: error).map { "\(text)\n  \($0)" } ?? text
  }

  /// Writes a line to standard error.
  static func write(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }

  static func isOfData(_ error: any Error) -> Bool {
    let module = String(reflecting: type(of: error)).split(separator: ".").first ?? ""
    return [
      "Batch", "GeoFiles", "JobDefinition", "Spectral", "Segmentation", "FieldStatistics", "Pixels",
      "Simulation",
    ]
    .contains(String(module))
  }

  private static func isOfCommandLine(_ error: any Error) -> Bool {
    let code = FurrowCommand.exitCode(for: error)
    return code != .failure || error is ValidationError || error is CleanExit || error is ExitCode
  }

  private static func hint(for error: any Error) -> String? {
    switch error {
    case is InvalidJob: "the format is described in docs/job-format.md; `furrow init` writes a job that works"
    case FlightError.implausible: "say how samples become reflectance with 'sensor: {scale: ...}' in the job"
    case let error as CatalogError where error.isTemporary: "run the same command again later"
    case let error as OutputError where error.reason == .diskFull:
      "make room and run the same command again; it resumes"
    case let error as FileAccessError where error.isDiskFull:
      "make room and run the same command again; it resumes"
    default: nil
    }
  }
}
