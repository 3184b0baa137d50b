public import JobDefinition

/// What a model was trained on, as it saw it: a sample of each training scene.
public struct DriftReference: Hashable, Sendable {
  /// A training scene.
  public struct Scene: Hashable, Sendable {
    /// The scene's name.
    public var name: String
    /// The day of the flight, where something tells it.
    public var date: CalendarDate?
    /// How many of the sample's blocks are of this scene.
    public var blockCount: Int

    /// Makes a scene.
    public init(name: String, date: CalendarDate?, blockCount: Int) {
      self.name = name
      self.date = date
      self.blockCount = blockCount
    }
  }

  /// The scenes, in the order of the sample's blocks.
  public private(set) var scenes: [Scene] = []
  /// The pixels of all scenes.
  public private(set) var sample: DriftSample

  /// Makes a reference without scenes.
  public init(columns: [DriftSample.Column]) { sample = DriftSample(columns: columns) }

  /// Adds a scene.
  public mutating func append(name: String, date: CalendarDate?, sample: DriftSample) {
    scenes.append(Scene(name: name, date: date, blockCount: sample.blockSizes.count))
    self.sample.append(sample)
  }

  /// The part that a flight is compared with.
  public struct Part: Hashable, Sendable {
    /// The scenes of the part.
    public var scenes: [Scene]
    /// Their pixels.
    public var sample: DriftSample
    /// How many days of the season lie between the flight and the farthest of
    /// the scenes; `nil` where a date is not known and all scenes are taken.
    public var seasonDays: Int?
  }

  /// The scenes whose day of the year is nearest to a flight's, farther ones
  /// too until there are `leastBlocks`; all scenes where dates are not known.
  public func part(nearest date: CalendarDate?, leastBlocks: Int) -> Part {
    let dated = scenes.indices.filter { scenes[$0].date != nil }
    guard let date, !dated.isEmpty else { return part(of: Array(scenes.indices), seasonDays: nil) }
    let distances = dated.map { (place: $0, days: scenes[$0].date?.seasonDays(to: date) ?? 0) }
      .sorted { ($0.days, $0.place) < ($1.days, $1.place) }
    var chosen: [Int] = []
    var (blocks, days) = (0, 0)
    for scene in distances where scene.days == days || blocks < leastBlocks || chosen.isEmpty {
      chosen.append(scene.place)
      blocks += scenes[scene.place].blockCount
      days = scene.days
    }
    return part(of: chosen.sorted(), seasonDays: days)
  }

  private func part(of places: [Int], seasonDays: Int?) -> Part {
    var chosen = DriftSample(columns: sample.columns)
    for place in places {
      let first = scenes[..<place].reduce(0) { $0 + $1.blockCount }
      chosen.append(sample.blocks(first..<first + scenes[place].blockCount))
    }
    return Part(scenes: places.map { scenes[$0] }, sample: chosen, seasonDays: seasonDays)
  }
}
