public import Pixels

/// What a job file asks for: which flights and fields, which segmenter, which
/// outputs, and what a model is learned from.
///
/// Names of indices, sensor profiles and the expressions in rules are text
/// here; what they mean is checked where they are used.
public struct Job: Hashable, Sendable {
  /// The version of the format that this build reads and writes.
  public static let currentVersion = 1

  /// The file that the job was read from; empty where it was made otherwise.
  public var file = ""
  /// The job's name: a letter or digit, then up to 63 letters, digits, dots,
  /// underscores and hyphens.
  public var name: String
  /// Where the mosaics are; `nil` only in a job that trains.
  public var flights: FlightSelection?
  /// Where the field boundaries are, if there are fields.
  public var fields: FieldFile?
  /// What alone is worked through; `nil` for whole mosaics.
  public var only: WorkedPart?
  /// What the mosaics' bands are.
  public var sensor: SensorDescription
  /// Which indices are measured.
  public var indices: IndexSelection
  /// The classes; `nil` where nothing is segmented.
  public var legend: Legend?
  /// The rules that give pixels a class; `nil` where nothing is segmented, or by
  /// a model.
  public var segment: RuleSet?
  /// The model that gives pixels a class; `nil` where nothing is segmented, or
  /// by rules.
  public var model: ModelSelection?
  /// What is done to the classes afterwards, in this order: local steps first.
  public var cleaning: [CleaningStep]
  /// What is written, and where.
  public var outputs: OutputSelection
  /// How the work is cut up; without influence on results.
  public var processing: Processing
  /// What becomes of flights that are unlike what the model was trained on.
  public var drift = DriftSelection()
  /// Where the work is done; without influence on results.
  public var engine: RunEngine
  /// What is asked of a Slurm cluster; without influence on results.
  public var slurm: SlurmSelection
  /// What is refused for its size.
  public var limits: Limits
  /// True where mosaics and boundaries may come over the network or from
  /// GDAL's virtual file systems.
  public var allowsRemote: Bool
  /// Where mosaics and boundaries are decoded.
  public var isolation = Isolation.none
  /// What a model is learned from; `nil` where none is.
  public var training: TrainingSelection?
  /// What masks are held against; `nil` where the scenes of the training are.
  public var evaluation: EvaluationSelection?
  /// When a run stops by itself; `nil` for when everything is done.
  public var until: StopTime?
  /// The file that is written for Prometheus after each run; `nil` for none.
  public var metrics: JobPath?
  /// Who is told how a run ended; `nil` for nobody.
  public var notification: NotificationSelection?
  /// How failed flights are tried again; `nil` for with every run.
  public var retries: RetryPolicy?
  /// What `furrow gc` leaves; `nil` where the job does not say.
  public var keep: KeepPolicy?

  /// What a mosaic must be like to be worked on; `nil` where all are.
  public var quality: QualityLimits?

  /// Makes a job without fields, classes or limits of its own.
  public init(name: String, flights: FlightSelection? = nil) {
    self.name = name
    self.flights = flights
    sensor = SensorDescription()
    indices = IndexSelection()
    cleaning = []
    outputs = OutputSelection(folder: JobPath("results", in: ""))
    processing = Processing()
    engine = .local
    slurm = SlurmSelection()
    limits = Limits()
    allowsRemote = false
  }
}
