import Grid

/// Pixels that a forest decides together: their features are gathered from
/// wherever they lie, their probabilities scattered to where they belong.
final class PixelBatch {
  /// A plane that one feature is read from.
  struct Source {
    /// The feature's number in the forest.
    var number: Int
    /// Its values over `window`.
    var plane: UnsafePointer<Float>
    /// The pixels that the plane holds.
    var window: PixelWindow
  }

  private static let capacity = 2048
  private let features: FloatPlanes
  private let probabilities: FloatPlanes
  /// Where the features and probabilities of pixels that lie side by side are.
  private let inputs: UnsafeMutablePointer<UnsafePointer<Float>>
  private let outputs: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
  private let rows: UnsafeMutablePointer<Int32>
  private let columns: UnsafeMutablePointer<Int32>
  private var count = 0

  init(featureCount: Int, classCount: Int) {
    features = FloatPlanes(count: featureCount, capacity: Self.capacity)
    probabilities = FloatPlanes(count: classCount, capacity: Self.capacity)
    inputs = .allocate(capacity: max(1, featureCount))
    for number in 0..<featureCount {
      (inputs + number).initialize(to: UnsafePointer(features.pointers[number]))
    }
    outputs = .allocate(capacity: classCount)
    outputs.initialize(from: probabilities.pointers, count: classCount)
    rows = .allocate(capacity: Self.capacity)
    columns = .allocate(capacity: Self.capacity)
  }

  deinit {
    inputs.deallocate()
    outputs.deallocate()
    rows.deallocate()
    columns.deallocate()
  }

  /// Adds pixels of a row from left to right, and predicts whenever there are
  /// enough of them.
  func add(
    row: Int, columns: Range<Int>, _ sources: [Source], with predictor: ForestPredictor,
    into planes: WindowPlanes
  ) {
    var rest = columns
    while !rest.isEmpty {
      let taken = rest.prefix(Self.capacity - count)
      for column in taken {
        rows[count] = Int32(row)
        self.columns[count] = Int32(column)
        count += 1
      }
      rest = taken.upperBound..<rest.upperBound
      if count == Self.capacity { predict(sources, with: predictor, into: planes) }
    }
  }

  /// Predicts the pixels that were added and forgets them.
  func predict(_ sources: [Source], with predictor: ForestPredictor, into planes: WindowPlanes) {
    guard count > 0 else { return }
    defer { count = 0 }
    if predictInPlace(sources, with: predictor, into: planes) { return }
    for source in sources { gather(source) }
    let inputs = UnsafeRawPointer(features.pointers).assumingMemoryBound(to: UnsafePointer<Float>.self)
    predictor.predictProbabilities(of: inputs, count: count, into: probabilities.pointers)
    for plane in 0..<planes.count {
      let (values, target) = (probabilities.pointers[plane], planes[plane])
      for pixel in 0..<count {
        target[planes.index(row: Int(rows[pixel]), column: Int(columns[pixel]))] = values[pixel]
      }
    }
  }

  /// Predicts without copying where the pixels follow one another in every
  /// plane; false where they do not.
  private func predictInPlace(
    _ sources: [Source], with predictor: ForestPredictor, into planes: WindowPlanes
  ) -> Bool {
    let (row, column) = (Int(rows[0]), Int(columns[0]))
    let start = planes.index(row: row, column: column)
    let last = planes.index(row: Int(rows[count - 1]), column: Int(columns[count - 1]))
    guard last - start == count - 1, sources.allSatisfy({ $0.window.columns == planes.window.columns })
    else { return false }
    for source in sources {
      inputs[source.number] =
        source.plane
        + (start - (source.window.rows.lowerBound - planes.window.rows.lowerBound) * planes.window.width)
    }
    for plane in 0..<planes.count { outputs[plane] = planes[plane] + start }
    predictor.predictProbabilities(of: UnsafePointer(inputs), count: count, into: UnsafePointer(outputs))
    return true
  }

  private func gather(_ source: Source) {
    let values = features.pointers[source.number]
    let width = source.window.width
    let origin = source.window.rows.lowerBound * width + source.window.columns.lowerBound
    for pixel in 0..<count {
      values[pixel] = source.plane[Int(rows[pixel]) * width + Int(columns[pixel]) - origin]
    }
  }
}
