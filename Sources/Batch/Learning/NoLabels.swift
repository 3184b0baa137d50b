import Grid
import Pixels

/// The labels of a scene that nobody has looked at.
struct NoLabels: LabelSource {
  let extent = PixelWindow(columns: 0..<0, rows: 0..<0)

  func makeLabelReader() -> any LabelReader { NoLabelReader() }
}

private final class NoLabelReader: LabelReader {
  func read(_ window: PixelWindow, into classes: UnsafeMutablePointer<ClassCode>, stride: Int) {
    for row in 0..<window.height { (classes + row * stride).update(repeating: .nodata, count: window.width) }
  }
}
