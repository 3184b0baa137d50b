public import FieldStatistics
public import Pixels

/// Everything that a run leaves in the catalog, recorded at once.
public struct RunResults: Hashable, Sendable {
  /// A file that the run made.
  public struct Output: Hashable, Sendable {
    /// What it is: "mask", "confidence", "prescription" and so on.
    public var kind: String
    /// Where it is.
    public var path: String
    /// The hash of its bytes, as hexadecimal text.
    public var sha256: String
    /// Its size.
    public var byteCount: Int

    /// Makes an output.
    public init(kind: String, path: String, sha256: String, byteCount: Int) {
      self.kind = kind
      self.path = path
      self.sha256 = sha256
      self.byteCount = byteCount
    }
  }

  /// A threshold that the run found or was given.
  public struct Threshold: Hashable, Sendable {
    /// What was compared, such as "exg".
    public var expression: String
    /// How the value was found, such as "otsu" or "fixed".
    public var method: String
    /// The value.
    public var value: Double

    /// Makes a threshold.
    public init(expression: String, method: String, value: Double) {
      self.expression = expression
      self.method = method
      self.value = value
    }
  }

  /// The histogram of one index over the mosaic.
  public struct Histogram: Hashable, Sendable {
    /// The index.
    public var indexName: String
    /// Bins by ascending value.
    public var bins: [ValueBin]

    /// Makes a histogram.
    public init(indexName: String, bins: [ValueBin]) {
      self.indexName = indexName
      self.bins = bins
    }
  }

  /// Pixels that were classified.
  public var validPixels: Int
  /// Pixels that the mosaic does not cover.
  public var nodataPixels: Int
  /// Covered pixels with a value that is not a finite number.
  public var nonfinitePixels: Int
  /// The files that the run made.
  public var outputs: [Output]
  /// Thresholds in the order in which they were used.
  public var thresholds: [Threshold]
  /// What people should know, one sentence each.
  public var warnings: [String]
  /// The classes of the mask.
  public var classes: [Legend.Entry]
  /// What was found in each field.
  public var fields: [FieldResult]
  /// Where corrected areas and their intervals come from and what these do not
  /// cover, as a sentence; `nil` where areas are as mapped.
  public var areaCorrectionSource: String?
  /// Index histograms over the mosaic.
  public var histograms: [Histogram]
  /// The model that gave pixels their class; `nil` for rules.
  public var model: RunModel?
  /// How like the flight is to what the model was trained on; `nil` where
  /// nobody looked.
  public var drift: RunDrift?

  /// Makes results.
  public init(
    validPixels: Int, nodataPixels: Int, nonfinitePixels: Int, outputs: [Output] = [],
    thresholds: [Threshold] = [], warnings: [String] = [], classes: [Legend.Entry] = [],
    fields: [FieldResult] = [], areaCorrectionSource: String? = nil, histograms: [Histogram] = [],
    model: RunModel? = nil, drift: RunDrift? = nil
  ) {
    self.validPixels = validPixels
    self.nodataPixels = nodataPixels
    self.nonfinitePixels = nonfinitePixels
    self.outputs = outputs
    self.thresholds = thresholds
    self.warnings = warnings
    self.classes = classes
    self.fields = fields
    self.areaCorrectionSource = areaCorrectionSource
    self.histograms = histograms
    self.model = model
    self.drift = drift
  }
}
