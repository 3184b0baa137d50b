import JobDefinition
import Pixels

extension ModelCard {
  /// The card as YAML: the same card gives the same bytes.
  public var yaml: String { "# A model of furrow. The program checks every line of it.\n" + node.yaml }

  /// The card as JSON on one line, with the keys of the YAML.
  public var json: String { node.json }

  private var node: CardNode {
    .members([
      ("version", .integer(Self.currentVersion)),
      ("name", .text(name)),
      ("created", .text(created.description)),
      ("furrow", .text(furrowVersion)),
      ("licence", licence.map(CardNode.text)),
      ("description", summary.map(CardNode.text)),
      ("legend", .list(legend.entries.map(\.node))),
      ("sensor", sensor.node),
      ("pixel_side_m", pixelSide?.node),
      (
        "gate",
        gate.map {
          .members([
            ("when", .text($0.condition)), ("background", name(of: $0.background)),
            ("outside", $0.outside.isEmpty ? nil : byClass($0.outside, CardNode.number)),
          ])
        }
      ),
      ("stages", .list(stages.map(\.node))),
      (
        "decision",
        .members([
          ("temperature", .number(decision.temperature)),
          ("weights", decision.weights.isEmpty ? nil : byClass(decision.weights, CardNode.number)),
        ])
      ),
      ("smoothing", .number(smoothing)),
      ("training", training.map(node)),
      ("drift", drift?.node),
      ("parent", parent.map(node)),
      ("metrics", metrics.map(node)),
      ("area_correction", areaCorrection.map(CardNode.init)),
      ("notes", notes.isEmpty ? nil : .texts(notes)),
    ])
  }

  /// A class by its name; by its code where the legend has none.
  private func name(of code: ClassCode) -> CardNode { .text(legend[code]?.name ?? String(code)) }

  /// Something of each class, by ascending code.
  private func byClass<Content>(_ contents: [ClassCode: Content], _ node: (Content) -> CardNode) -> CardNode {
    .mapping(
      contents.sorted { $0.key < $1.key }.map { (legend[$0.key]?.name ?? String($0.key), node($0.value)) })
  }

  private func node(_ training: Training) -> CardNode {
    .members([
      (
        "scenes",
        .list(
          training.scenes.map { scene in
            .members([
              ("name", .text(scene.name)), ("date", scene.date.map { .text($0.description) }),
              ("fingerprint", .text(scene.fingerprint)),
              ("file", .text(scene.file)), ("pixels", byClass(scene.pixels, CardNode.integer)),
            ])
          })
      ),
      ("folds", training.folds?.node),
      ("seed", training.seed.map(CardNode.integer)),
      ("parameters", training.parameters.isEmpty ? nil : CardNode(.mapping(training.parameters))),
      ("augmentation", training.augmentation.isEmpty ? nil : CardNode(.mapping(training.augmentation))),
      ("samples", training.samples.isEmpty ? nil : byClass(training.samples, CardNode.integer)),
    ])
  }

  private func node(_ parent: Parent) -> CardNode {
    .members([
      ("name", .text(parent.name)), ("sha256", .text(parent.sha256)),
      ("created", .text(parent.created.description)), ("added", .texts(parent.addedScenes)),
      ("pixels", parent.addedPixels.isEmpty ? nil : byClass(parent.addedPixels, CardNode.integer)),
    ])
  }

  private func node(_ metrics: Metrics) -> CardNode {
    let errors = CardNode.members([
      ("before", metrics.calibrationErrorBefore.map(CardNode.number)),
      ("after", metrics.calibrationErrorAfter.map(CardNode.number)),
    ])
    let hasErrors = metrics.calibrationErrorBefore != nil || metrics.calibrationErrorAfter != nil
    return .members([
      ("miou", metrics.meanIoU?.node),
      ("iou", metrics.iou.isEmpty ? nil : byClass(metrics.iou, \.node)),
      ("accuracy", metrics.accuracy?.node),
      ("kappa", metrics.kappa?.node),
      ("ece", hasErrors ? errors : nil),
    ])
  }
}

extension Legend.Entry {
  fileprivate var node: CardNode {
    .members([
      ("code", .integer(Int(code))), ("name", .text(name)), ("color", .text(color.hex)),
      ("kind", .text(kind.rawValue)), ("group", .text(group.rawValue)),
    ])
  }
}

extension ModelCard.Sensor {
  fileprivate var node: CardNode {
    let wavelengths = BandRole.allCases.compactMap { role in
      wavelengthsNanometres[role].map { (role.rawValue, CardNode.number($0)) }
    }
    var members: [(String, CardNode?)] = [("roles", .texts(roles.map(\.rawValue)))]
    switch scale {
    case .reflectance: members.append(("scale", .text("reflectance")))
    case .counts(let type): members += [("scale", .text("counts")), ("samples", .text(type.rawValue))]
    }
    return .members(members + [("wavelengths_nm", wavelengths.isEmpty ? nil : .mapping(wavelengths))])
  }
}

extension ModelCard.PixelSide {
  fileprivate var node: CardNode {
    .members([
      ("trained", .number(trainedMetres)), ("from", .number(acceptedMetres.lowerBound)),
      ("to", .number(acceptedMetres.upperBound)),
    ])
  }
}

extension ModelCard.Stage {
  fileprivate var node: CardNode {
    .members([
      ("file", .text(file)), ("sha256", .text(sha256)), ("features", .texts(features)),
      ("classes", .list(classes.map { .integer(Int($0)) })),
    ])
  }
}

extension ModelCard.Drift {
  fileprivate var node: CardNode {
    .members([
      ("file", .text(file)), ("sha256", .text(sha256)), ("blocks", .integer(blockCount)),
      ("pixels", .integer(pixelCount)),
    ])
  }
}

extension ModelCard.Metrics.Figure {
  fileprivate var node: CardNode {
    .members([
      ("value", .number(value)), ("low", low.map(CardNode.number)), ("high", high.map(CardNode.number)),
    ])
  }
}

extension TrainingSelection.Folds {
  fileprivate var node: CardNode {
    .members([
      ("by", .text(unit.rawValue)), ("side", unit == .blocks ? .text(side.description) : nil),
      ("count", .integer(count)), ("buffer", .text(buffer.description)), ("seed", .integer(seed)),
    ])
  }
}
