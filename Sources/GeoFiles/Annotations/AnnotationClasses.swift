import Pixels

/// The legend's classes by the names that one file uses.
struct AnnotationClasses {
  let file: String
  let options: AnnotationOptions
  let legend: Legend

  /// Checks that every mapped name leads to a class.
  init(file: String, options: AnnotationOptions, legend: Legend) throws(AnnotationFileError) {
    for (written, name) in options.classNames.sorted(by: { $0.key < $1.key })
    where legend.entry(named: name) == nil {
      throw AnnotationFileError(
        file: file, problem: "class '\(written)' is mapped to '\(name)', which the legend does not have")
    }
    self.file = file
    self.options = options
    self.legend = legend
  }

  /// The class of a name as written: by the mapping, by the legend's name, or
  /// by the legend's code.
  func code(of written: String) -> ClassCode? {
    if let mapped = options.classNames[written] { return legend.entry(named: mapped)?.code }
    if let entry = legend.entry(named: written) { return entry.code }
    return ClassCode(written).flatMap { legend[$0]?.code }
  }

  func shape(
    _ number: Int, className: String, annotator: String?, _ geometry: AnnotationGeometry
  ) -> AnnotationShape {
    AnnotationShape(
      number: number, className: className, code: code(of: className),
      annotator: annotator ?? options.annotator, geometry: geometry, file: file)
  }

  /// The finding for a geometry that is none of those that can be used.
  ///
  /// - Parameter isPart: True where the feature has others that can.
  func unsupported(_ number: Int, className: String, kind: String, isPart: Bool = false) -> AnnotationFinding
  {
    AnnotationFinding(
      .unsupportedShape, isPart ? .warning : .error, className: className.isEmpty ? nil : className,
      sentence: "feature \(number) of '\(file)' "
        + (isPart
          ? "holds a \(kind), which is left out" : "is a \(kind), not a polygon, box or point"))
  }
}
