import ArgumentParser
import Batch
import Catalog
import Foundation
import GeoFiles
import JobDefinition
import Nights
import Prescribing
import Site
import Spectral

/// How errors reach people.
enum ErrorRendering {
  /// Tells the error and ends the program.
  static func exit(with error: any Error) -> Never {
    if isOfCommandLine(error) { FurrowCommand.exit(withError: error) }
    if !isTold(error) { write(sentence(error)) }
    Foundation.exit(ExitStatus(error).rawValue)
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

  private static func isTold(_ error: any Error) -> Bool { error is FlightsFailed || error is ToldAlready }

  /// True for what the argument parser itself says: help, version, usage.
  private static func isOfCommandLine(_ error: any Error) -> Bool {
    if error is any StatedError { return false }
    return error is ValidationError || error is CleanExit || error is ExitCode
      || FurrowCommand.exitCode(for: error) != .failure
  }

  /// What to do next, where there is advice.
  static func hint(for error: any Error) -> String? {
    switch error {
    case let error as DataError: error.remedy
    case let error as UsageError: error.remedy
    case let error as PrescribingError: error.remedy
    case let error as QuestionError: error.remedy
    case SiteError.noMapLibrary:
      "install the package libjs-leaflet, or name a folder that holds Leaflet with --leaflet"
    case let error as WorkerError: error.hint
    case is InvalidJob: "the format is described in docs/job-format.md; `furrow init` writes a job that works"
    case let error as BandResolutionError: error.remedy
    case FlightError.bandsUnknown(_, let error): error.remedy
    case FlightError.calibrationUnknown:
      "say how samples become reflectance with 'sensor: {scale: ...}' in the job"
    case let error as GDALError where error.isOfInstallation: "`furrow doctor` says what is missing"
    case FlightError.implausible: "say how samples become reflectance with 'sensor: {scale: ...}' in the job"
    case CatalogError.queryFailed: "the tables and views are described in docs/catalog.md"
    case let error as CatalogError where error.isTemporary: "run the same command again later"
    case let error as OutputError where error.reason == .diskFull: roomHint
    case let error as FileAccessError where error.isDiskFull: roomHint
    case PagePrinter.Failure.missing: "install Chromium, or write --format html and print it from any browser"
    default: nil
    }
  }

  private static let roomHint = "make room and run the same command again; it resumes"
}
