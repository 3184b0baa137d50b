import Grid
import Spectral

/// How planes follow from inputs and from one another: point by point by a
/// program, or by a filter.
///
/// Each plane is worked out once, over the core and the margin that those who
/// read it need, and its memory is used again when the last of them is done.
struct PlaneGraph: Sendable {
  /// What a step reads.
  enum Source: Hashable, Sendable {
    case input(Int)
    case plane(Int)
  }

  /// What a step does.
  enum Work: Sendable {
    case filter(any PlaneFilter)
    /// The program's input rows are the sources in their order.
    case program(PixelProgram)
  }

  /// Where a step's result goes.
  enum Target: Hashable, Sendable {
    case plane(Int)
    case output(Int)
  }

  /// One step.
  struct Step: Sendable {
    var work: Work
    var sources: [Source]
    var targets: [Target]
    /// The rows and columns around the core over which the step works.
    var margin = 0

    var reach: Int {
      if case .filter(let filter) = work { filter.reach } else { 0 }
    }
  }

  /// The steps in the order in which they are done.
  let steps: [Step]
  /// How far beyond the core inputs are read.
  let reach: Int
  /// Where each plane is kept.
  let places: [PlanePlace]
  /// The margin of the largest plane that is kept in each piece of memory.
  let slotMargins: [Int]
  /// The outputs that a filter writes, so that nobody has looked for
  /// infinities.
  let uncheckedOutputs: [Int]

  /// Plans the memory.
  ///
  /// - Parameters:
  ///   - steps: Each after those that it reads.
  ///   - roots: Planes that are read after the last step.
  ///   - direct: The output that a plane is, where it is one.
  init(_ steps: [Step], roots: Set<Int>, direct: [Int: Int] = [:]) {
    var steps = steps
    reach = Self.spread(&steps)
    self.steps = steps
    let margins = Self.planeMargins(steps)
    let outputs = direct.filter { margins[$0.key] == 0 }
    var memory = PlaneMemory(places: outputs.mapValues(PlanePlace.output))
    let lastUses = Self.lastUses(steps, roots: roots)
    for (index, step) in steps.enumerated() {
      for case .plane(let plane) in step.targets { memory.place(plane, margin: step.margin) }
      for case .plane(let plane) in Set(step.sources) where lastUses[plane] == index { memory.free(plane) }
    }
    places = margins.keys.sorted().map { memory.places[$0] ?? .slot(0) }
    slotMargins = memory.slotMargins
    uncheckedOutputs = outputs.values.sorted()
  }

  /// Sets each step's margin and gives back the inputs' reach.
  private static func spread(_ steps: inout [Step]) -> Int {
    var makers: [Int: Int] = [:]
    for (index, step) in steps.enumerated() {
      for case .plane(let plane) in step.targets { makers[plane] = index }
    }
    var reach = 0
    for index in steps.indices.reversed() {
      let needed = steps[index].margin + steps[index].reach
      for source in steps[index].sources {
        switch source {
        case .input: reach = max(reach, needed)
        case .plane(let plane):
          if let maker = makers[plane] { steps[maker].margin = max(steps[maker].margin, needed) }
        }
      }
    }
    return reach
  }

  private static func planeMargins(_ steps: [Step]) -> [Int: Int] {
    var margins: [Int: Int] = [:]
    for step in steps { for case .plane(let plane) in step.targets { margins[plane] = step.margin } }
    return margins
  }

  private static func lastUses(_ steps: [Step], roots: Set<Int>) -> [Int: Int] {
    var uses: [Int: Int] = [:]
    for (index, step) in steps.enumerated() {
      for case .plane(let plane) in step.sources { uses[plane] = index }
    }
    for root in roots { uses[root] = .max }
    return uses
  }

  /// The most memory that a worker holds for tiles of this side, in bytes.
  func workingByteCount(tileSize: Int) -> Int {
    func side(_ margin: Int) -> Int { tileSize + 2 * margin }
    let planes = slotMargins.reduce(0) { $0 + side($1) * side($1) }
    let scratch = steps.map { step in
      switch step.work {
      case .program(let program): program.scratchCount
      case .filter(let filter):
        filter.scratchCount(wanted: PixelSize(width: side(step.margin), height: side(step.margin)))
      }
    }
    return (planes + (scratch.max() ?? 0)) * MemoryLayout<Float>.size
  }
}

/// Where a plane is kept.
enum PlanePlace: Hashable, Sendable {
  /// In a piece of memory that other planes use, too.
  case slot(Int)
  /// In an output's own memory.
  case output(Int)
}

/// Pieces of memory, handed out to planes and taken back.
struct PlaneMemory {
  private(set) var places: [Int: PlanePlace]
  private(set) var slotMargins: [Int] = []
  private var free: [Int] = []

  init(places: [Int: PlanePlace]) { self.places = places }

  /// Finds a piece for a plane: the smallest that is large enough, else the
  /// largest, which grows, else a new one.
  mutating func place(_ plane: Int, margin: Int) {
    guard places[plane] == nil else { return }
    let fitting = free.filter { slotMargins[$0] >= margin }.min { slotMargins[$0] < slotMargins[$1] }
    let slot = fitting ?? free.max { slotMargins[$0] < slotMargins[$1] } ?? slotMargins.count
    if slot == slotMargins.count { slotMargins.append(margin) }
    slotMargins[slot] = max(slotMargins[slot], margin)
    free.removeAll { $0 == slot }
    places[plane] = .slot(slot)
  }

  /// Takes a plane's piece back.
  mutating func free(_ plane: Int) {
    if case .slot(let slot) = places[plane] { free.append(slot) }
  }
}
