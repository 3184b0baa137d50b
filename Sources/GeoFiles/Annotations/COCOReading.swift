import Grid
import Pixels

/// A file of COCO: the objects of many pictures, in pixels.
///
/// Source: the COCO data format, <https://cocodataset.org/#format-data>.
struct COCOReading {
  let root: JSONNode
  let classes: AnnotationClasses
  let target: AnnotationTarget

  func read() throws(AnnotationFileError) -> Annotations {
    let categories = try categories()
    let (picture, findings) = try picture()
    var annotations = Annotations(findings: findings)
    for (index, node) in try root.member("annotations").elements().enumerated() {
      guard try node.member("image_id").word() == picture else { continue }
      let number = try node.optional("id")?.integer() ?? index
      let category = try node.member("category_id").word()
      guard let name = categories[category] else {
        throw node.error("has category \(category), which is not in the file's categories")
      }
      let annotator = try annotator(of: node)
      annotations.shapes.append(
        classes.shape(number, className: name, annotator: annotator, try geometry(node)))
    }
    return annotations
  }

  private func categories() throws(AnnotationFileError) -> [String: String] {
    var names: [String: String] = [:]
    for node in try root.member("categories").elements() {
      names[try node.member("id").word()] = try node.member("name").word()
    }
    return names
  }

  /// The id of the target's picture: the one of its name, else the one of its
  /// name with another ending, else the only one.
  private func picture() throws(AnnotationFileError) -> (id: String, findings: [AnnotationFinding]) {
    let wanted = PictureName(target.name)
    let pictures = try root.member("images").elements()
    var names: [PictureName] = []
    for node in pictures { names.append(PictureName(try node.member("file_name").word())) }
    var findings: [AnnotationFinding] = []
    var index = names.firstIndex { $0.base == wanted.base } ?? names.firstIndex { $0.isLike(wanted) }
    if index == nil, let only = names.first, names.count == 1 {
      index = 0
      findings.append(
        AnnotationFinding(
          .pictureMismatch, .warning,
          sentence: "'\(classes.file)' is about the picture '\(only.base)', used for '\(target.name)'"))
    }
    guard let index else {
      let listed = names.prefix(5).map { "'\($0.base)'" }.joined(separator: ", ")
      throw root.error(
        "it holds no picture '\(wanted.base)', only \(names.isEmpty ? "none at all" : listed)"
          + (names.count > 5 ? " and \(names.count - 5) more" : ""))
    }
    try checkSize(pictures[index])
    return (try pictures[index].member("id").word(), findings)
  }

  private func checkSize(_ picture: JSONNode) throws(AnnotationFileError) {
    guard let width = try picture.optional("width")?.integer(),
      let height = try picture.optional("height")?.integer()
    else { return }
    let size = PixelSize(width: width, height: height)
    guard size == target.size else {
      throw picture.error("has \(size) pixels, '\(target.name)' has \(target.size)")
    }
  }

  private func geometry(_ node: JSONNode) throws(AnnotationFileError) -> AnnotationGeometry {
    guard let segmentation = node.optional("segmentation") else { return try box(node) }
    if segmentation.isObject { return .pixels(try mask(segmentation)) }
    let lists = try segmentation.elements()
    if lists.isEmpty, node.optional("bbox") != nil { return try box(node) }
    var polygons: [PixelPolygon] = []
    for list in lists {
      let numbers = try list.numbers()
      guard numbers.count % 2 == 0 else { throw list.error("has an odd number of coordinates") }
      let points = stride(from: 0, to: numbers.count, by: 2).map {
        GridPoint(column: numbers[$0], row: numbers[$0 + 1]).snapped
      }
      if !points.isEmpty { polygons.append(PixelPolygon(outer: points)) }
    }
    return .polygons(polygons)
  }

  /// An object with a box only: left, top, width, height.
  private func box(_ node: JSONNode) throws(AnnotationFileError) -> AnnotationGeometry {
    guard let member = node.optional("bbox") else { return .polygons([]) }
    let numbers = try member.numbers()
    if numbers.isEmpty { return .polygons([]) }
    guard numbers.count == 4, numbers[2] >= 0, numbers[3] >= 0 else {
      throw member.error("is not left, top, width and height")
    }
    return .box(
      GridPoint(column: numbers[0], row: numbers[1]).snapped,
      GridPoint(column: numbers[0] + numbers[2], row: numbers[1] + numbers[3]).snapped)
  }

  private func mask(_ node: JSONNode) throws(AnnotationFileError) -> [PixelSpan] {
    let sizes = try node.member("size").numbers()
    guard sizes == [Double(target.size.height), Double(target.size.width)] else {
      throw node.error("has a size that is not the picture's height and width")
    }
    let member = try node.member("counts")
    let counts: [Int]
    if let text = member.text {
      guard let decoded = RunLengths.decoded(text) else { throw member.error("is not a list of run lengths") }
      counts = decoded
    } else {
      var list: [Int] = []
      for number in try member.numbers() {
        guard let count = Int(exactly: number) else { throw member.error("holds a count that is not whole") }
        list.append(count)
      }
      counts = list
    }
    guard let spans = RunLengths.spans(counts, size: target.size) else {
      throw member.error("does not fill the picture's \(target.size) pixels")
    }
    return spans
  }

  private func annotator(of node: JSONNode) throws(AnnotationFileError) -> String? {
    guard let key = classes.options.annotatorAttribute else { return nil }
    return try node.optional(key)?.word()
  }
}
