import Pixels

extension JobReader {
  func labels(_ value: JobValue, _ kind: JobSection) -> TrainingSelection.Labels? {
    guard let section = value.section(kind) else { return nil }
    let file = section.required("file").flatMap(path)
    let format = section["format"].flatMap { $0.choice(of: TrainingSelection.Labels.Format.self) }
    checkKeys(of: section, format: format)
    var labels = TrainingSelection.Labels(file: file ?? JobPath("", in: ""))
    labels.format = format
    labels.values = section["values"].map(rasterValues) ?? [:]
    labels.layer = section["layer"].flatMap { $0.text() }
    labels.attribute = section["attribute"].flatMap { $0.text() }
    labels.referenceSystem = section["crs"].flatMap { $0.text() }
    labels.classes = section["classes"].map(classNames) ?? [:]
    labels.annotator = section["annotator"].flatMap { $0.text() }
    labels.pointRadius = section["point_radius"].flatMap { length($0, isPositive: true) }
    return file.map { _ in labels }
  }

  /// Reports keys that mean nothing for the kind of file.
  private func checkKeys(of section: JobSectionReader, format: TrainingSelection.Labels.Format?) {
    let kind = format ?? (section["values"] == nil ? nil : .raster)
    let foreign: [String] =
      switch kind {
      case .raster: ["layer", "attribute", "crs", "classes", "point_radius"]
      case .vector: ["values"]
      case .coco, .labelme: ["values", "layer", "attribute", "crs"]
      case nil: []
      }
    for key in foreign where section[key] != nil {
      section[key]?.fail("'\(key)' means nothing for \(kind?.noun ?? "these labels")")
    }
  }

  private func rasterValues(_ value: JobValue) -> [TrainingSelection.Labels.RasterValue: ClassCode] {
    guard let members = value.members() else { return [:] }
    if members.isEmpty { value.fail("no class is named") }
    let values = byClass(members, rasterValue)
    var codes: [TrainingSelection.Labels.RasterValue: ClassCode] = [:]
    for (code, raster) in values.sorted(by: { $0.key < $1.key })
    where codes.updateValue(code, forKey: raster) != nil {
      value.fail("two classes have the same value")
    }
    return codes
  }

  private func rasterValue(_ value: JobValue) -> TrainingSelection.Labels.RasterValue? {
    if case .text(let text) = value.scalar {
      if text.unicodeScalars.allSatisfy(\.isASCII), let color = Legend.Color(hex: text) {
        return .color(color)
      }
    } else if let number = value.wholeNumber, (0...65_535).contains(number) {
      return .number(number)
    }
    value.unexpected("a colour such as \"#00ff00\" (in quotes) or a whole number from 0 to 65535")
    return nil
  }

  private func classNames(_ value: JobValue) -> [String: ClassCode] {
    guard let members = value.members() else { return [:] }
    var classes: [String: ClassCode] = [:]
    for member in members { classes[member.key] = code(member.value) }
    return classes
  }
}

extension TrainingSelection.Labels.Format {
  /// What a reader calls such a file.
  fileprivate var noun: String {
    switch self {
    case .raster: "a raster"
    case .vector: "polygons and points"
    case .coco: "COCO JSON"
    case .labelme: "LabelMe JSON"
    }
  }
}
