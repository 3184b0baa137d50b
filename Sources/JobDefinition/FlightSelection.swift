public import Pixels

/// Where a job's mosaics are: in a folder, named one by one, in places that
/// are watched, or in several of these.
public struct FlightSelection: Hashable, Sendable {
  /// A mosaic that is named in the job file.
  public struct Mosaic: Hashable, Sendable {
    /// The files that hold its bands.
    public enum Files: Hashable, Sendable {
      /// One file with all bands.
      case one(JobPath)
      /// One file for each band.
      case bands([BandRole: JobPath])
    }

    /// The mosaic's name, by the rule for a job's name; where the job file
    /// gives none, `nil` and the name of its only file stands for it.
    public var name: String?
    /// The files.
    public var files: Files
    /// The day of the flight; `nil` where it is to be found in a file name.
    public var date: CalendarDate?

    /// Makes a mosaic.
    public init(name: String? = nil, files: Files, date: CalendarDate? = nil) {
      self.name = name
      self.files = files
      self.date = date
    }
  }

  /// The folder to look into, without the folders in it; `nil` for none.
  public var folder: JobPath?
  /// Which files in the folder are mosaics.
  public var pattern: FilePattern
  /// The mosaics that are named one by one.
  public var mosaics: [Mosaic]
  /// How a date is found in a file name.
  public var datePattern: DatePattern
  /// The places that are watched for new mosaics.
  public var watched: [WatchedPlace] = []
  /// When a mosaic counts as arrived.
  public var arrival = ArrivalRule()
  /// How farm, day and sensor are told.
  public var naming = FlightNaming()
  /// How much of a mosaic its fingerprint is taken of.
  public var fingerprint = FingerprintExtent.fast

  /// Makes a selection.
  public init(
    folder: JobPath? = nil, pattern: FilePattern = .geoTIFF, mosaics: [Mosaic] = [],
    datePattern: DatePattern = .standard
  ) {
    self.folder = folder
    self.pattern = pattern
    self.mosaics = mosaics
    self.datePattern = datePattern
  }
}
