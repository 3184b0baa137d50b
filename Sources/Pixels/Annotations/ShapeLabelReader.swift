import Grid

/// One worker's drawing of shapes.
final class ShapeLabelReader: LabelReader {
  private let labels: ShapeLabels
  private let ranks: [Int]
  /// For each pixel of the window, whether shapes of two classes cover it.
  private var covered: [ClassCode] = []

  init(_ labels: ShapeLabels) {
    self.labels = labels
    var ranks = [Int](repeating: Int.max, count: 256)
    if case .order(let codes) = labels.overlap {
      for (rank, code) in codes.enumerated() where ranks[Int(code)] == .max { ranks[Int(code)] = rank }
    }
    self.ranks = ranks
  }

  func read(
    _ window: PixelWindow, into classes: UnsafeMutablePointer<ClassCode>, stride: Int
  ) throws {
    labels.drawBackground(window, into: classes, stride: stride)
    let candidates = labels.index.candidates(in: window)
    guard !candidates.isEmpty else { return }
    covered = [ClassCode](repeating: .nodata, count: window.pixelCount)
    for number in candidates {
      guard let code = labels.index.shapes[number].code else { continue }
      for span in labels.index.rasters[number].spans(in: window) {
        draw(span, code, window, classes, stride)
      }
    }
  }

  private func draw(
    _ span: PixelSpan, _ code: ClassCode, _ window: PixelWindow, _ classes: UnsafeMutablePointer<ClassCode>,
    _ stride: Int
  ) {
    let row = span.row - window.rows.lowerBound
    for column in span.columns {
      let place = column - window.columns.lowerBound
      let before = covered[row * window.width + place]
      let target = classes + row * stride + place
      guard before != .nodata, before != code else {
        covered[row * window.width + place] = code
        if before == .nodata { target.pointee = code }
        continue
      }
      let winner = winner(before, code)
      covered[row * window.width + place] = winner.covering
      target.pointee = winner.label
    }
  }

  /// Who has the pixel after a shape of another class came: the class that
  /// further shapes compete with, and the label.
  private func winner(
    _ before: ClassCode, _ code: ClassCode
  ) -> (covering: ClassCode, label: ClassCode) {
    switch labels.overlap {
    case .later: return (code, code)
    case .unlabelled: return (before, .nodata)
    case .order:
      let (one, two) = (ranks[Int(before)], ranks[Int(code)])
      if one == two { return (before, .nodata) }
      return one < two ? (before, before) : (code, code)
    }
  }
}
