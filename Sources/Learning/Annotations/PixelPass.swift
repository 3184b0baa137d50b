import Grid
import Pixels

/// One reading of all annotators' labels, from top to bottom.
struct PixelPass {
  private let check: AnnotationCheck
  /// The box around all labels.
  let extent: PixelWindow
  private(set) var layers: [LayerTally]
  private(set) var overlaps: [OverlapTally]
  private(set) var agreements: [AgreementTally] = []
  private var pairs: [(Int, Int)] = []

  init(_ check: AnnotationCheck, _ layers: [AnnotationLayer]) {
    self.check = check
    let windows = layers.map(\.labels.extent).filter { !$0.isEmpty }
    let extent = PixelWindow(
      columns: (windows.map(\.columns.lowerBound).min() ?? 0)..<(windows.map(\.columns.upperBound).max() ?? 0),
      rows: (windows.map(\.rows.lowerBound).min() ?? 0)..<(windows.map(\.rows.upperBound).max() ?? 0))
    self.extent = extent
    self.layers = layers.map {
      LayerTally($0, size: check.size, columns: extent.columns, rules: check.rules)
    }
    overlaps = layers.map { OverlapTally($0, size: check.size) }
    for one in layers.indices {
      for two in layers.indices where one < two {
        pairs.append((one, two))
        agreements.append(AgreementTally(layers[one], layers[two], size: check.size, rules: check.rules))
      }
    }
  }

  mutating func run(_ validity: (any ValidityReader)?) throws {
    guard !extent.isEmpty else { return }
    let readers = try layers.map { try $0.layer.labels.makeLabelReader() }
    let height = AnnotationCheck.stripHeight
    let capacity = extent.width * height
    var classes = [[ClassCode]](repeating: .init(repeating: .nodata, count: capacity), count: layers.count)
    var covered = [UInt8](repeating: 1, count: capacity)
    for top in stride(from: extent.rows.lowerBound, to: extent.rows.upperBound, by: height) {
      let strip = PixelWindow(columns: extent.columns, rows: top..<min(top + height, extent.rows.upperBound))
      for (index, reader) in readers.enumerated() {
        try classes[index].withUnsafeMutableBufferPointer { buffer in
          guard let start = buffer.baseAddress else { return }
          try reader.read(strip, into: start, stride: strip.width)
        }
      }
      try validity?.readValidity(strip, into: &covered, stride: strip.width)
      push(strip, classes, validity == nil ? nil : covered)
      for index in overlaps.indices { overlaps[index].push(strip) }
    }
    for index in layers.indices { layers[index].finish(row: extent.rows.upperBound - 1) }
  }

  private mutating func push(_ strip: PixelWindow, _ classes: [[ClassCode]], _ covered: [UInt8]?) {
    let (left, width) = (strip.columns.lowerBound, strip.width)
    for row in strip.rows {
      let part = ((row - strip.rows.lowerBound) * width)..<((row - strip.rows.lowerBound + 1) * width)
      for index in layers.indices {
        classes[index].withUnsafeBufferPointer { buffer in
          let own = UnsafeBufferPointer(rebasing: buffer[part])
          layers[index].push(row: row, left: left, own)
          covered?.withUnsafeBufferPointer { mask in
            layers[index].pushValidity(
              row: row, left: left, own, UnsafeBufferPointer(rebasing: mask[part]))
          }
        }
      }
      for (index, pair) in pairs.enumerated() {
        classes[pair.0].withUnsafeBufferPointer { one in
          classes[pair.1].withUnsafeBufferPointer { two in
            agreements[index].push(
              row: row, left: left, UnsafeBufferPointer(rebasing: one[part]),
              UnsafeBufferPointer(rebasing: two[part]))
          }
        }
      }
    }
  }
}
