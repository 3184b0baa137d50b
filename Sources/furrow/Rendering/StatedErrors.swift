import Agronomy
import Batch
import Catalog
import Exporting
import FieldStatistics
import GeoFiles
import JobDefinition
import Learning
import Nights
import Pixels
import Prescribing
import Segmentation
import Simulation
import Site
import Spectral

// Which errors people can cause, and how the program ends then. Every public
// error of the package that is missing here counts as a fault of the program.

extension AnnotationFileError: StatedError {}
extension AnnotationQueueError: StatedError {}
extension AreaEstimateError: StatedError {}
extension BandResolutionError: StatedError {}
extension BoosterError: StatedError {}
extension CalibrationError: StatedError {}
extension ContinuationError: StatedError {}
extension ExpressionError: StatedError {}
extension FieldCoverageError: StatedError {}
extension FieldFileError: StatedError {}
extension FilterReachError: StatedError {}
extension FilterSizeError: StatedError {}
extension FlightError: StatedError {}
extension FloorError: StatedError {}
extension FoldError: StatedError {}
extension ForestError: StatedError {}
extension ForestStackError: StatedError {}
extension IndexError: StatedError {}
extension InputFileError: StatedError {}
extension InvalidJob: StatedError {}
extension JobError: StatedError {}
extension JobPlanError: StatedError {}
extension LegendError: StatedError {}
extension ModelError: StatedError {}
extension ModelFitError: StatedError {}
extension ModelPointerError: StatedError {}
extension ProgramError: StatedError {}
extension SceneError: StatedError {}
extension SetAside: StatedError {}
extension ThresholdError: StatedError {}
extension TrainingError: StatedError {}
extension TrainingTableError: StatedError {}

extension PrescriptionError: StatedError {
  var exitStatus: ExitStatus {
    switch self {
    case .notPositive, .sectionsDoNotFit, .wrongRates: .usage
    case .tooManyCells, .noWorkingArea, .noValues, .tooFewValues, .capUnreachable: .badData
    }
  }
}

extension PrescribingError: StatedError {
  var exitStatus: ExitStatus {
    switch self {
    case .noSuchFlight, .unknownFormat, .unfitTarget, .severalIndices: .usage
    case .readBack, .damaged: .fault
    case .noPlace, .noField, .noFlight, .noClass, .noIndex, .missingFile, .changedFile, .gridTooCoarse,
      .unfit, .profile, .foreignFolder:
      .badData
    }
  }

  var remedy: String? {
    switch self {
    case .noIndex(let name, _, let known):
      known.isEmpty
        ? "switch rasters on in the job, as in 'outputs: {indices: [ndvi]}', and run it again"
        : "add '\(name)' to 'indices' under 'outputs' in the job and run it again"
    case .severalIndices: "name one with --index"
    case .missingFile: "`furrow run` makes it again where the flight is forgotten"
    default: nil
    }
  }
}

extension GDALError: StatedError {
  /// True where the library lacks its own database or a driver.
  var isOfInstallation: Bool { reason.contains("proj.db") || operation.hasPrefix("find the driver") }

  var exitStatus: ExitStatus { isOfInstallation ? .configuration : mayPass ? .tryAgain : .badData }
}

extension MosaicError: StatedError {
  var exitStatus: ExitStatus { mayPass ? .tryAgain : .badData }
}

extension ScheduleError: StatedError {
  var exitStatus: ExitStatus {
    switch self {
    case .rhythm: .usage
    case .path, .foreign, .noOutputFolder: .badData
    case .missing, .refused: .configuration
    }
  }
}

extension RunError: StatedError {
  var exitStatus: ExitStatus {
    switch self {
    case .noSuchFlight: .usage
    case .noFlights, .noFlightSection, .nothingToDo: .badData
    }
  }
}

extension ExportError: StatedError {
  var exitStatus: ExitStatus {
    switch self {
    case .unknownName, .unknownField, .unknownClass, .unknownIndex, .severalIndices, .unknownFormat,
      .unfitFormat, .unfitOption, .unfitTarget:
      .usage
    case .noRun, .notWritten, .missingFile, .changedFile, .nothingInside, .undated: .badData
    }
  }
}

extension QuestionError: StatedError {
  var exitStatus: ExitStatus { .usage }
  var remedy: String? {
    switch self {
    case .unknown: "`furrow query --list` shows the questions"
    case .missing(_, let parameter): "add --set \(parameter.name)=..."
    case .noParameter, .notKnown, .malformed: nil
    }
  }
}

extension SiteError: StatedError {
  var exitStatus: ExitStatus {
    switch self {
    case .noMapLibrary: .configuration
    case .noRun, .foreignFolder: .badData
    }
  }
}

extension ShardError: StatedError {
  var exitStatus: ExitStatus {
    switch self {
    case .missing: .tryAgain
    case .noSuchShard: .usage
    case .noWorker: .configuration
    case .notAPlan, .otherProgram, .changed, .damaged: .badData
    }
  }
}

extension PagePrinter.Failure: StatedError {
  var exitStatus: ExitStatus { .configuration }
}

extension DiscoveryError: StatedError {
  var exitStatus: ExitStatus { mayPass ? .tryAgain : .badData }
}

extension SlurmError: StatedError {
  var exitStatus: ExitStatus {
    switch self {
    case .missingProgram, .refused: .configuration
    case .unreachable, .otherPlan, .nothingMissing, .givenUp: .tryAgain
    case .unreadable: .fault
    }
  }
}

extension FileAccessError: StatedError {
  var exitStatus: ExitStatus { isDiskFull ? .tryAgain : .badData }
}

extension OutputError: StatedError {
  var exitStatus: ExitStatus {
    switch reason {
    case .diskFull, .busy: .tryAgain
    case .symbolicLink, .notAPlainFile, .notAFolder, .repeatedColumn, .system, .refusedByLibrary: .badData
    case .missingRows, .closed, .readBack: .fault
    }
  }
}

extension QueueOrderError: StatedError {
  var exitStatus: ExitStatus {
    switch self {
    case .noSuchFlight: .usage
    case .isRunning: .tryAgain
    }
  }
}

extension LockLost: StatedError {
  var exitStatus: ExitStatus { .tryAgain }
}

extension CatalogError: StatedError {
  var exitStatus: ExitStatus {
    switch self {
    case .busy, .diskFull: .tryAgain
    case .notAQuery, .queryFailed, .queryTooSlow: .usage
    case .cannotOpen, .notACatalog, .corrupt, .newerSchema, .olderSchema, .refused: .badData
    case .noSuchRun, .tileRowConflict: .fault
    }
  }
}

extension WorkerError: StatedError {
  var exitStatus: ExitStatus { ExitStatus(rawValue: exitCode) ?? .fault }
}

/// Something wrong with what a person gave, in one sentence.
struct DataError: StatedError, CustomStringConvertible {
  var description: String
  /// What to do next.
  var remedy: String?

  init(_ description: String, remedy: String? = nil) {
    self.description = description
    self.remedy = remedy
  }
}

/// Something wrong with the command line that only a look at files shows.
struct UsageError: StatedError, CustomStringConvertible {
  var description: String
  /// What to do next.
  var remedy: String?

  init(_ description: String, remedy: String? = nil) {
    self.description = description
    self.remedy = remedy
  }

  var exitStatus: ExitStatus { .usage }
}

/// Some flights of a job failed; each was told already.
struct FlightsFailed: StatedError {
  var status: ExitStatus

  var exitStatus: ExitStatus { status }
}

/// What was found was told already; only the code is left.
struct ToldAlready: StatedError {
  var exitStatus: ExitStatus
}
