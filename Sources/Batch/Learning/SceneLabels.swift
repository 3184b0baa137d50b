import GeoFiles
import JobDefinition
import Pixels

/// One entry of a scene's labels, to be opened over its mosaic.
struct SceneLabels {
  let description: TrainingSelection.Labels
  let legend: Legend

  /// Opens the labels.
  ///
  /// - Parameters:
  ///   - wildcard: What the `*` of the scene's path stands for.
  ///   - note: Gets a sentence for everything that is left out.
  func source(
    wildcard: String?, onto file: MosaicFile, note: (String) -> Void = { _ in }
  ) throws -> any LabelSource {
    let target = AnnotationTarget(file)
    guard let options else {
      return try RasterLabels(
        path: path(wildcard), values: values, legend: legend, onto: target, crs: description.referenceSystem)
    }
    let read = try AnnotationFile.read(path: path(wildcard), options: options, legend: legend, onto: target)
    for sentence in read.omissions(of: path(wildcard)) { note(sentence) }
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

extension Annotations {
  /// What cannot be learned from, a sentence for each kind.
  fileprivate func omissions(of path: String) -> [String] {
    let unknown = Dictionary(grouping: shapes.filter { $0.code == nil }, by: \.className)
    let classes = unknown.sorted { $0.key < $1.key }.map { name, shapes in
      "\(shapes.count == 1 ? "1 shape" : "\(shapes.count) shapes") of class '\(name)' in '\(path)' left out: "
        + "the legend has no such class"
    }
    let empty = shapes.count { $0.geometry.outline.isEmpty }
    let parts = empty + findings.count
    return classes
      + (parts == 0
        ? []
        : ["\(parts) empty or unusable shapes in '\(path)' left out; 'furrow annotations check' names them"])
  }
}
