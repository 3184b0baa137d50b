public import JobDefinition
public import Pixels

/// What is known of a trained model: what it reads, what it tells apart, what
/// it was learned from and how good it is.
///
/// A model is a folder with this card, `card.yaml`, and its trees.
public struct ModelCard: Hashable, Sendable {
  /// The version of the format that this build reads and writes.
  public static let currentVersion = 1
  /// The card's file in the model's folder.
  public static let fileName = "card.yaml"

  /// The model's name, by the rule for a job's name.
  public var name: String
  /// The day on which it was made.
  public var created: CalendarDate
  /// The version of the program that made it.
  public var furrowVersion: String
  /// Its licence, such as "CC-BY-4.0".
  public var licence: String?
  /// What it is for, in a sentence.
  public var summary: String?
  /// The classes that it tells apart.
  public var legend: Legend
  /// The bands that it reads.
  public var sensor: Sensor
  /// The pixels that it takes; `nil` for plain images, where sizes are in pixels.
  public var pixelSide: PixelSide?
  /// The condition without which a pixel is background; `nil` for none.
  public var gate: Gate?
  /// The forests; the second, if any, also reads the first one's probabilities.
  public var stages: [Stage]
  /// How probabilities become a class.
  public var decision = Decision()
  /// The sigma of the Gaussian over the probabilities, in pixels; 0 for none.
  public var smoothing = 0.0
  /// What it was learned from; `nil` for a model from elsewhere.
  public var training: Training?
  /// The sample of what it was trained on; `nil` for a model without one.
  public var drift: Drift?
  /// The model that it goes on from; `nil` for one that was begun anew.
  public var parent: Parent?
  /// How good it is on what it did not see; `nil` where nobody measured it.
  public var metrics: Metrics?
  /// What corrects areas for the confusion of classes; see `CardValue`.
  public var areaCorrection: CardValue?
  /// What else a user should know, a line each.
  public var notes: [String] = []

  /// Makes a card; everything else has its default.
  public init(
    name: String, created: CalendarDate, furrowVersion: String, legend: Legend, sensor: Sensor,
    stages: [Stage]
  ) {
    self.name = name
    self.created = created
    self.furrowVersion = furrowVersion
    self.legend = legend
    self.sensor = sensor
    self.stages = stages
  }
}

extension ModelCard {
  /// The bands that a model reads.
  public struct Sensor: Hashable, Sendable {
    /// What the bands' values are.
    public enum Scale: Hashable, Sendable {
      /// Reflectance, 0 to 1.
      case reflectance
      /// Camera counts in samples of a type.
      case counts(SampleType)
    }

    /// The roles that the features read, each once.
    public var roles: [BandRole]
    /// What the bands' values are.
    public var scale: Scale
    /// The centre wavelengths in nanometres, where they are known.
    public var wavelengthsNanometres: [BandRole: Double]

    /// Makes a description.
    public init(roles: [BandRole], scale: Scale, wavelengthsNanometres: [BandRole: Double] = [:]) {
      self.roles = roles
      self.scale = scale
      self.wavelengthsNanometres = wavelengthsNanometres
    }
  }

  /// The pixels that a model takes.
  public struct PixelSide: Hashable, Sendable {
    /// The side that it was trained at, in metres.
    public var trainedMetres: Double
    /// The sides that it takes, in metres.
    public var acceptedMetres: ClosedRange<Double>

    /// Makes a description; without a range, half to double the trained side.
    public init(trainedMetres: Double, acceptedMetres: ClosedRange<Double>? = nil) {
      self.trainedMetres = trainedMetres
      self.acceptedMetres = acceptedMetres ?? trainedMetres / 2...trainedMetres * 2
    }
  }

  /// A condition without which a pixel is background.
  public struct Gate: Hashable, Sendable {
    /// The condition, as text.
    public var condition: String
    /// The class of pixels for which it does not hold.
    public var background: ClassCode
    /// The share of each class among the training pixels for which it does not
    /// hold; empty where that is not known.
    public var outside: [ClassCode: Double]

    /// Makes a gate.
    public init(condition: String, background: ClassCode, outside: [ClassCode: Double] = [:]) {
      self.condition = condition
      self.background = background
      self.outside = outside
    }
  }

  /// One forest with what it reads.
  public struct Stage: Hashable, Sendable {
    /// The file in the model's folder, such as "model.json".
    public var file: String
    /// The SHA-256 hash of the file, 64 hexadecimal digits.
    public var sha256: String
    /// What the forest reads, in its order, as text; a second stage may name
    /// `p` and a class's code.
    public var features: [String]
    /// The classes in the forest's order.
    public var classes: [ClassCode]

    /// Makes a stage.
    public init(file: String, sha256: String, features: [String], classes: [ClassCode]) {
      self.file = file
      self.sha256 = sha256
      self.features = features
      self.classes = classes
    }
  }

  /// How probabilities become a class.
  public struct Decision: Hashable, Sendable {
    /// What margins are divided by before they become probabilities.
    public var temperature = 1.0
    /// What a class's probability is multiplied by before the greatest wins; 1
    /// where a class is not named.
    public var weights: [ClassCode: Double] = [:]

    /// Makes the plain decision: the most probable class.
    public init() {}

    /// What a class's probability is multiplied by.
    public func weight(of code: ClassCode) -> Double { weights[code] ?? 1 }
  }
}
