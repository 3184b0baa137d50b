import Learning

/// A table's rows as planes, and room for results.
final class FeaturePlanes {
  let count: Int
  let input: UnsafePointer<UnsafePointer<Float>>
  let output: UnsafePointer<UnsafeMutablePointer<Float>>
  let winners: UnsafeMutablePointer<UInt8>
  private let values: UnsafeMutablePointer<Float>
  private let results: UnsafeMutablePointer<Float>

  init(_ table: TrainingTable, classes: Int) {
    count = table.rowCount
    values = .allocate(capacity: table.values.count)
    results = .allocate(capacity: classes * count)
    results.initialize(repeating: 0, count: classes * count)
    winners = .allocate(capacity: count)
    winners.initialize(repeating: 0, count: count)
    let planes = UnsafeMutablePointer<UnsafePointer<Float>>.allocate(capacity: table.featureCount)
    for feature in 0..<table.featureCount {
      let plane = values + feature * count
      for row in 0..<count { (plane + row).initialize(to: table.values[row * table.featureCount + feature]) }
      (planes + feature).initialize(to: UnsafePointer(plane))
    }
    input = UnsafePointer(planes)
    let outputs = UnsafeMutablePointer<UnsafeMutablePointer<Float>>.allocate(capacity: classes)
    for index in 0..<classes { (outputs + index).initialize(to: results + index * count) }
    output = UnsafePointer(outputs)
  }

  deinit {
    input.deallocate()
    output.deallocate()
    winners.deallocate()
    values.deallocate()
    results.deallocate()
  }
}
