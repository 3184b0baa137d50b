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
  private let rows: UnsafeMutablePointer<Int32>
  private let columns: UnsafeMutablePointer<Int32>
  private var count = 0

  init(featureCount: Int, classCount: Int) {
    features = FloatPlanes(count: featureCount, capacity: Self.capacity)
    probabilities = FloatPlanes(count: classCount, capacity: Self.capacity)
    rows = .allocate(capacity: Self.capacity)
    columns = .allocate(capacity: Self.capacity)
  }

  deinit {
    rows.deallocate()
    columns.deallocate()
  }

  var isFull: Bool { count == Self.capacity }

  /// Adds a pixel; there must be room.
  func add(row: Int, column: Int) {
    rows[count] = Int32(row)
    columns[count] = Int32(column)
    count += 1
  }

  /// Predicts the pixels that were added and forgets them.
  func predict(_ sources: [Source], with predictor: ForestPredictor, into planes: WindowPlanes) {
    guard count > 0 else { return }
    for source in sources { gather(source) }
    let inputs = UnsafeRawPointer(features.pointers).assumingMemoryBound(to: UnsafePointer<Float>.self)
    predictor.predictProbabilities(of: inputs, count: count, into: probabilities.pointers)
    for plane in 0..<planes.count {
      let (values, target) = (probabilities.pointers[plane], planes[plane])
      for pixel in 0..<count {
        target[planes.index(row: Int(rows[pixel]), column: Int(columns[pixel]))] = values[pixel]
      }
    }
    count = 0
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
