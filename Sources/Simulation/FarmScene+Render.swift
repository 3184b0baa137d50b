public import Grid
import Pixels

extension FarmScene {
  /// The largest window that is rendered at once; larger ones are cut.
  private static let blockSize = PixelSize(width: 256, height: 128)

  /// Renders a window as a sensor sees it, its labels or both.
  ///
  /// Safe to call from several threads with targets that do not overlap. The
  /// caller's window may have any size; memory beyond the targets is a few
  /// megabytes.
  ///
  /// - Parameters:
  ///   - window: Pixels of the mosaic.
  ///   - sensor: The sensor; its nodata marks what the flight did not cover.
  ///   - samples: Where samples go; `nil` for none.
  ///   - labels: Where labels go; `nil` for none.
  public func render(
    _ window: PixelWindow, sensor: SensorModel, samples: SampleTarget?, labels: LabelTarget? = nil
  ) {
    precondition(PixelWindow(size).contains(window), "a window lies inside of the mosaic")
    let renderer = samples.map { BlockRenderer(scene: self, sensor: sensor, bands: $0.bands) }
    let step = Self.blockSize
    for row in stride(from: window.rows.lowerBound, to: window.rows.upperBound, by: step.height) {
      let rows = row..<min(row + step.height, window.rows.upperBound)
      for column in stride(from: window.columns.lowerBound, to: window.columns.upperBound, by: step.width) {
        let columns = column..<min(column + step.width, window.columns.upperBound)
        let block = sceneWindow(PixelWindow(columns: columns, rows: rows))
        let place = PixelPoint(
          column: column - window.columns.lowerBound, row: row - window.rows.lowerBound)
        render(block: block, at: place, renderer, samples, labels)
      }
    }
  }

  /// Renders the labels of a window.
  public func renderLabels(_ window: PixelWindow, into labels: LabelTarget) {
    render(window, sensor: .redEdgeM, samples: nil, labels: labels)
  }

  private func render(
    block: PixelWindow, at place: PixelPoint, _ renderer: BlockRenderer?, _ samples: SampleTarget?,
    _ labels: LabelTarget?
  ) {
    let margin = max(abs(shadow.column), abs(shadow.row)) + 1
    let canvas = paint(renderer == nil ? block : block.expanded(by: margin))
    let covered = block.rows.map { outline.spans(row: $0, columns: block.columns) }
    if let labels {
      write(canvas, block, covered, to: labels.base + place.row * labels.rowStride + place.column, labels)
    }
    if let samples, let renderer {
      var target = samples
      let sampleBytes = renderer.encoder.sensor.sampleType.byteCount
      target.base += place.row * samples.rowStride + place.column * sampleBytes
      renderer.render(block, canvas: canvas, covered: covered, to: target)
    }
  }

  private func write(
    _ canvas: Canvas, _ block: PixelWindow, _ covered: [[Range<Int>]],
    to base: UnsafeMutablePointer<ClassCode>, _ labels: LabelTarget
  ) {
    let shift = block.columns.lowerBound - canvas.window.columns.lowerBound
    for (index, row) in block.rows.enumerated() {
      let target = base + index * labels.rowStride
      let source = canvas.labels + canvas.offset(row: row) + shift
      target.update(repeating: .nodata, count: block.width)
      for span in covered[index] {
        let start = span.lowerBound - block.columns.lowerBound
        (target + start).update(from: source + start, count: span.count)
      }
    }
  }
}
