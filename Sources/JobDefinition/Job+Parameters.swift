import Pixels

extension Job {
  /// Everything in the job that determines the results of a given flight, as
  /// canonical JSON: sorted keys, no spaces, defaults written out.
  ///
  /// Two jobs with equal parameters give equal results for the same mosaic and
  /// the same boundaries. Left out are the job's name, which flights it takes
  /// and where they lie, the results' folder, tile size, threads, limits and
  /// permissions, and what a model is learned from. Of the boundary file and
  /// the model only the path as written is in.
  public var parametersJSON: String {
    var parameters: [String: CanonicalJSON] = [
      "version": .integer(Self.currentVersion),
      "fields": fields?.parameters ?? .null,
      "sensor": sensor.parameters,
      "indices": indices.parameters,
      "legend": legend.map { .list($0.entries.map(\.parameters)) } ?? .null,
      "segment": segment?.parameters ?? model?.parameters ?? .null,
      "cleaning": .list(cleaning.map(\.parameters)),
      "outputs": outputs.parameters,
    ]
    // Absent where nothing is said, so that runs from before this key stay done.
    if let only { parameters["only"] = .text(only.rawValue) }
    return CanonicalJSON.object(parameters).written
  }
}

extension FieldFile {
  fileprivate var parameters: CanonicalJSON {
    let id: CanonicalJSON =
      switch identifier {
      case .standard: .null
      case .column(let name): .text(name)
      case .featureNumber: .text("fid")
      }
    return .object([
      "file": .text(file.written), "layer": .optional(layer), "id": id, "crop": .optional(cropColumn),
      "row_spacing": .optional(rowSpacingColumn), "crs": .optional(referenceSystem),
    ])
  }
}

extension SensorDescription {
  fileprivate var parameters: CanonicalJSON {
    let bands: CanonicalJSON =
      switch self.bands {
      case nil: .null
      case .code(let code): .text(code)
      case .numbers(let numbers):
        .object(Dictionary(uniqueKeysWithValues: numbers.map { ($0.key.rawValue, .integer($0.value)) }))
      }
    let scale: CanonicalJSON =
      switch self.scale {
      case nil: .null
      case .divisor(let divisor): .number(divisor)
      case .counts: .text("counts")
      case .reflectance: .text("reflectance")
      }
    let nodata = self.nodata.map { nodata in
      CanonicalJSON.object(["value": .number(nodata.value), "rule": .text(nodata.rule.rawValue)])
    }
    return .object([
      "profile": .optional(profile), "bands": bands, "scale": scale, "nodata": nodata ?? .null,
      "crs": .optional(referenceSystem),
    ])
  }
}

extension IndexSelection {
  fileprivate var parameters: CanonicalJSON {
    .object([
      "report": .list(report.map(CanonicalJSON.text)),
      "custom": .list(
        custom.map { .object(["name": .text($0.name), "expression": .text($0.expression)]) }),
    ])
  }
}

extension Legend.Entry {
  fileprivate var parameters: CanonicalJSON {
    .object([
      "code": .integer(Int(code)), "name": .text(name), "color": .text(color.hex),
      "kind": .text(kind.rawValue), "group": .text(group.rawValue),
    ])
  }
}

extension RuleSet {
  fileprivate var parameters: CanonicalJSON {
    .object([
      "rules": .list(
        rules.map { .object(["class": .integer(Int($0.code)), "when": .text($0.condition)]) }),
      "otherwise": .integer(Int(otherwise)),
      "fixed": .object(fixedThresholds.mapValues(CanonicalJSON.number)),
    ])
  }
}

extension ModelSelection {
  fileprivate var parameters: CanonicalJSON {
    .object(["model": .text(folder.written), "smoothing": smoothing.map(CanonicalJSON.number) ?? .null])
  }
}

extension CleaningStep {
  fileprivate var parameters: CanonicalJSON {
    .object([kind.rawValue: .object(members)])
  }

  private var members: [String: CanonicalJSON] {
    switch self {
    case .majority(let size): ["size": .integer(size)]
    case .open(let code, let radius), .close(let code, let radius):
      ["class": .integer(Int(code)), "radius": .integer(radius)]
    case .relabel(let code, .smallerThan(let area), let become):
      ["class": .integer(Int(code)), "smaller_than_m2": .number(area), "become": .integer(Int(become))]
    case .relabel(let code, .largerThan(let area), let become):
      ["class": .integer(Int(code)), "larger_than_m2": .number(area), "become": .integer(Int(become))]
    case .sieve(let area, let code, let connectivity):
      [
        "smaller_than_m2": .number(area), "class": code.map { .integer(Int($0)) } ?? .null,
        "connectivity": .integer(connectivity.rawValue),
      ]
    case .fillHoles(let area): ["smaller_than_m2": .number(area)]
    }
  }
}

extension OutputSelection {
  fileprivate var parameters: CanonicalJSON {
    .object([
      "confidence": .flag(writesConfidence), "indices": .list(indices.map(CanonicalJSON.text)),
      "patches": .flag(writesPatches), "report": .flag(writesReport),
    ])
  }
}
