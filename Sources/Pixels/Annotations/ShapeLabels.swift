public import Grid

/// Labels that come from shapes: the pixels whose centre a shape covers.
///
/// Nothing of the mosaic's size is held: each window is drawn when it is read.
public struct ShapeLabels: LabelSource {
  /// What becomes of a pixel that shapes of two classes cover.
  public enum Overlap: Hashable, Sendable {
    /// It counts as not labelled.
    case unlabelled
    /// The shape that comes later in its file wins.
    case later
    /// The class that comes first in the list wins; classes that are not
    /// listed come last and are not labelled among themselves.
    case order([ClassCode])
  }

  /// The class of what no shape covers.
  public struct Background: Hashable, Sendable {
    /// The class.
    public var code: ClassCode
    /// Where everything that is something else has been marked; the whole
    /// mosaic where it is empty.
    public var region: [PixelPolygon]

    /// Makes a background.
    public init(code: ClassCode, region: [PixelPolygon] = []) {
      self.code = code
      self.region = region
    }
  }

  /// The box around shapes and background, within the mosaic.
  public let extent: PixelWindow

  let index: ShapeIndex
  let overlap: Overlap
  let background: Background?
  private let region: ShapeRaster?

  /// Prepares shapes; those without a class of the legend are left out.
  ///
  /// - Parameters:
  ///   - shapes: The shapes, later ones over earlier ones.
  ///   - size: The mosaic's size.
  ///   - overlap: What becomes of a pixel with two classes.
  ///   - background: What pixels without a shape are; `nil` for not labelled.
  public init(
    _ shapes: [AnnotationShape], size: PixelSize, overlap: Overlap = .unlabelled,
    background: Background? = nil
  ) {
    let bounds = PixelWindow(size)
    index = ShapeIndex(shapes.filter { $0.code != nil }, within: bounds)
    self.overlap = overlap
    self.background = background
    region = background.flatMap { $0.region.isEmpty ? nil : ShapeRaster(.polygons($0.region)) }
    let own = index.extent
    extent = background == nil ? own : own.union(region?.extent.intersection(bounds) ?? bounds)
  }

  /// Makes a drawing of the shapes for one worker.
  public func makeLabelReader() throws -> any LabelReader { ShapeLabelReader(self) }

  /// Fills a window with the background's class where it holds.
  func drawBackground(_ window: PixelWindow, into classes: UnsafeMutablePointer<ClassCode>, stride: Int) {
    let empty = background == nil || region != nil ? ClassCode.nodata : background?.code ?? .nodata
    for row in 0..<window.height { (classes + row * stride).update(repeating: empty, count: window.width) }
    guard let region, let background else { return }
    for span in region.spans(in: window) {
      let start = (span.row - window.rows.lowerBound) * stride
      let column = span.columns.lowerBound - window.columns.lowerBound
      (classes + start + column).update(repeating: background.code, count: span.columns.count)
    }
  }
}

extension PixelWindow {
  /// The box around both windows; an empty one counts for nothing.
  func union(_ other: PixelWindow) -> PixelWindow {
    if isEmpty { return other }
    if other.isEmpty { return self }
    return PixelWindow(
      columns: min(
        columns.lowerBound, other.columns.lowerBound)..<max(
          columns.upperBound, other.columns.upperBound),
      rows: min(rows.lowerBound, other.rows.lowerBound)..<max(rows.upperBound, other.rows.upperBound))
  }
}
