import GeoFiles
import Grid
import JobDefinition
import Learning
import Pixels

/// The labels of a scene as each annotator gave them.
struct SceneAnnotation: Sendable {
  /// The scene as the job describes it.
  let description: TrainingSelection.Scene
  /// What the `*` of the scene's path stands for.
  let wildcard: String?
  let legend: Legend

  /// What annotators said of a scene, and what was found while it was read.
  struct Reading {
    var layers: [AnnotationLayer] = []
    var findings: [AnnotationFinding] = []
  }

  /// Reads every file: the shapes of an annotator become one layer, each label
  /// raster one of its own.
  ///
  /// - Throws: Why a file cannot be used.
  func read(onto file: MosaicFile) throws -> Reading {
    var reading = Reading()
    var shapes: [AnnotationShape] = []
    for label in description.labels {
      let entry = SceneLabels(description: label, legend: legend)
      if let annotations = try entry.annotations(wildcard: wildcard, onto: file) {
        shapes += annotations.shapes
        reading.findings += annotations.findings
      } else {
        let source = try entry.source(wildcard: wildcard, onto: file)
        if let raster = source as? RasterLabels { reading.findings += try raster.findings() }
        let labels = description.unlabelled.map {
          FilledLabels(source, with: $0, size: file.mosaic.size) as any LabelSource
        }
        reading.layers.append(AnnotationLayer(annotator: label.annotator, labels: labels ?? source))
      }
    }
    reading.layers =
      AnnotationLayer.layers(
        shapes, size: file.mosaic.size, background: description.unlabelled.map { .init(code: $0) })
      + reading.layers
    return reading
  }
}

/// The labels of whoever labelled a pixel first.
struct AnyLabels: LabelSource {
  let sources: [any LabelSource]
  let extent: PixelWindow

  /// Joins at least one source.
  init(_ sources: [any LabelSource]) {
    self.sources = sources
    extent = MergedLabels(sources).extent
  }

  func makeLabelReader() throws -> any LabelReader {
    AnyLabelReader(try sources.map { try $0.makeLabelReader() })
  }
}

private final class AnyLabelReader: LabelReader {
  private let readers: [any LabelReader]
  private var plane: [ClassCode] = []

  init(_ readers: [any LabelReader]) { self.readers = readers }

  func read(_ window: PixelWindow, into classes: UnsafeMutablePointer<ClassCode>, stride: Int) throws {
    try readers[0].read(window, into: classes, stride: stride)
    for reader in readers.dropFirst() {
      if plane.count < window.pixelCount { plane = Array(repeating: .nodata, count: window.pixelCount) }
      try plane.withUnsafeMutableBufferPointer {
        try reader.read(window, into: $0.baseAddress.unsafelyUnwrapped, stride: window.width)
      }
      for row in 0..<window.height {
        let line = classes + row * stride
        for column in 0..<window.width where line[column] == .nodata {
          line[column] = plane[row * window.width + column]
        }
      }
    }
  }
}
