public import Grid
public import Pixels

/// What one annotator said of a mosaic.
public struct AnnotationLayer: Sendable {
  /// Who; `nil` for an unnamed one.
  public var annotator: String?
  /// The shapes; empty where the labels come from a raster.
  public var shapes: [AnnotationShape]
  /// The classes on the mosaic's grid, as training will read them.
  public var labels: any LabelSource

  /// Makes a layer from a raster or any other source.
  public init(annotator: String?, shapes: [AnnotationShape] = [], labels: any LabelSource) {
    self.annotator = annotator
    self.shapes = shapes
    self.labels = labels
  }

  /// Makes a layer for each annotator of some shapes.
  public static func layers(
    _ shapes: [AnnotationShape], size: PixelSize, overlap: ShapeLabels.Overlap = .unlabelled,
    background: ShapeLabels.Background? = nil
  ) -> [AnnotationLayer] {
    Annotations(shapes: shapes).annotators.map { annotator in
      let own = shapes.filter { $0.annotator == annotator }
      return AnnotationLayer(
        annotator: annotator, shapes: own,
        labels: ShapeLabels(own, size: size, overlap: overlap, background: background))
    }
  }

  /// The annotator for sentences.
  var name: String { annotator ?? "the unnamed annotator" }
}

/// Tells which pixels the mosaic covers. Not safe to share.
public protocol ValidityReader: AnyObject {
  /// Writes for each pixel of a window whether the mosaic covers it: 0 not,
  /// anything else yes.
  ///
  /// - Parameters:
  ///   - window: Pixels inside of the mosaic.
  ///   - validity: Where the first pixel's answer goes.
  ///   - stride: Pixels from a row to the next.
  func readValidity(_ window: PixelWindow, into validity: UnsafeMutablePointer<UInt8>, stride: Int) throws
}
