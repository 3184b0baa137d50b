import GeoFiles
import JobDefinition
import Pixels

/// One entry of a scene's labels, to be opened over its mosaic.
struct SceneLabels {
  let description: TrainingSelection.Labels
  let legend: Legend

  /// Opens the labels.
  ///
  /// - Parameter wildcard: What the `*` of the scene's path stands for.
  func source(wildcard: String?, onto file: MosaicFile) throws -> any LabelSource {
    let target = AnnotationTarget(file)
    guard let options else {
      return try RasterLabels(
        path: path(wildcard), values: values, legend: legend, onto: target, crs: description.referenceSystem)
    }
    let read = try AnnotationFile.read(path: path(wildcard), options: options, legend: legend, onto: target)
    return ShapeLabels(read.shapes, size: target.size)
  }

  /// The shapes of an entry; `nil` where it is a raster.
  func annotations(wildcard: String?, onto file: MosaicFile) throws -> Annotations? {
    guard let options else { return nil }
    return try AnnotationFile.read(
      path: path(wildcard), options: options, legend: legend, onto: AnnotationTarget(file))
  }

  /// Where the labels lie.
  func path(_ wildcard: String?) -> String {
    wildcard.map { description.file.replacingWildcards(with: $0).resolved } ?? description.file.resolved
  }

  /// What each class is called in a raster.
  private var values: [String: [LabelValue]] {
    var values: [String: [LabelValue]] = [:]
    for (value, code) in description.values {
      guard let entry = legend[code] else { continue }
      switch value {
      case .color(let color): values[entry.name, default: []].append(.color(color))
      case .number(let number): values[entry.name, default: []].append(.number(Double(number)))
      }
    }
    return values
  }

  /// How shapes are read; `nil` for a raster.
  private var options: AnnotationOptions? {
    guard description.kind != .raster else { return nil }
    var options = AnnotationOptions(
      layer: description.layer, annotator: description.annotator, crs: description.referenceSystem)
    if let attribute = description.attribute { options.classAttribute = attribute }
    options.classNames = description.classes.compactMapValues { legend[$0]?.name }
    switch description.pointRadius {
    case .pixels(let radius): options.pointRadius = .pixels(radius)
    case .metres(let radius): options.pointRadius = .metres(radius)
    case nil: break
    }
    return options
  }
}
