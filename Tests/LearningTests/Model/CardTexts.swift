import Foundation
import JobDefinition
import Learning
import Pixels

/// Cards that are right, and forests in the form that XGBoost writes.
enum CardTexts {
  static let minimal = """
    version: 1
    name: small
    created: "2026-05-04"
    furrow: 0.2.0
    legend:
      - {code: 1, name: soil, color: "#8c6d46", kind: stuff, group: soil}
      - {code: 2, name: weed, color: "#c62828", kind: thing, group: weed}
    sensor: {roles: [red, nir], scale: reflectance}
    stages:
      - {file: model.json, sha256: "\(String(repeating: "0a", count: 32))", features: [ndvi], classes: [1, 2]}

    """

  /// Every key but those that exclude one another.
  static let full = """
    version: 1
    name: potato-weed
    created: "2026-05-04"
    furrow: 0.2.0
    licence: CC-BY-4.0
    description: Weeds in young potatoes.
    legend:
      - {code: 1, name: soil, color: "#8c6d46", kind: stuff, group: soil}
      - {code: 2, name: potato, color: "#2e7d32", kind: thing, group: crop}
      - {code: 3, name: weed, color: "#c62828", kind: thing, group: weed}
    sensor:
      roles: [red, green, blue]
      scale: counts
      samples: uint8
      wavelengths_nm: {red: 660, green: 560.5, blue: 475}
    pixel_side_m: {trained: 0.003, from: 0.0015, to: 0.006}
    gate: {when: "gaussian(exg, 2) > 0.02", background: soil}
    stages:
      - file: model.json
        sha256: "\(String(repeating: "0b", count: 32))"
        features: [red, green, "gaussian(exg, 4)"]
        classes: [1, 2, 3]
      - file: context.json
        sha256: "\(String(repeating: "0c", count: 32))"
        features: [red, "gaussian(p2, 8)"]
        classes: [1, 2, 3]
    decision: {temperature: 1.25, weights: {weed: 1.5}}
    smoothing: 1.5
    training:
      scenes:
        - {name: north, fingerprint: "sha256:12", file: north.tif, pixels: {soil: 1000, weed: 20}}
        - {name: south, fingerprint: "sha256:34", file: south.tif, pixels: {}}
      folds: {by: blocks, side: 1024 px, count: 5, buffer: 0.5 m, seed: 3}
      seed: 7
      parameters: {rounds: 200, learning_rate: 0.1, kind: boosted, search: null, best: [1, 2.5]}
      augmentation: {copies: 1, flip: true}
      samples: {soil: 60000, potato: 60000, weed: 0}
    metrics:
      miou: {value: 0.83, low: 0.8, high: 0.86}
      iou: {soil: {value: 0.99}, weed: {value: 0.58, low: 0.5, high: 0.6}}
      accuracy: {value: 0.97}
      kappa: {value: -0.1, low: -0.2, high: 0.3}
      ece: {before: 0.04, after: 0.01}
    area_correction: {codes: [1, 2, 3], shares: [[0.9, 0.1], [0.2, 0.8]], place: block}
    notes: [Morning light only., "No shadows: none"]

    """

  /// A card with folds that have no side, and the keys left out that can be.
  static let other = """
    version: 1.0
    name: B.2_x
    created: "2024-02-29"
    furrow: dev
    legend:
      - {code: 1, name: "a b", color: "#8C6D46", kind: stuff, group: soil}
      - {code: 2, name: true-ish, color: "#c62828", kind: stuff, group: other}
    sensor: {roles: [value], scale: counts, samples: float32, wavelengths_nm: {}}
    pixel_side_m: {trained: 0.5}
    stages:
      - {file: a.b-c_d.json, sha256: "\(String(repeating: "0a", count: 32))", features: [value], classes: [2, 1]}
    decision: {}
    training:
      scenes: [{name: x, fingerprint: y, file: "z 1.png", pixels: {"a b": 3}}]
      folds: {by: scenes, count: 2}
    metrics: {}
    notes: []

    """

  static func decode(_ text: String) throws(ModelError) -> ModelCard {
    try ModelCardDecoder.decode(text: text, path: "card.yaml")
  }

  /// A text with one piece replaced, which must occur once.
  static func replacing(_ old: String, _ new: String, in text: String = full) -> String {
    let parts = text.split(separator: old, omittingEmptySubsequences: false)
    precondition(parts.count == 2, "'\(old)' occurs \(parts.count - 1) times")
    return parts.joined(separator: new)
  }

  /// A forest of one leaf for each class, as XGBoost 1.7 writes it, as far as
  /// its shape goes.
  static func forest(features: Int, classes: Int, booster: String = "gbtree", trees: Int? = nil) -> Data {
    let count = trees ?? classes
    let info = (0..<count).map { String($0 % classes) }.joined(separator: ",")
    let tree = #"{"base_weights":[0.1],"left_children":[-1],"tree_param":{"num_nodes":"1"}}"#
    let list = repeatElement(tree, count: count).joined(separator: ",")
    return Data(
      """
      {"learner":{"attributes":{},"gradient_booster":{"model":{"gbtree_model_param":{"num_trees":"\(classes)",\
      "size_leaf_vector":"0"},"tree_info":[\(info)],"trees":[\(list)]},"name":"\(booster)"},\
      "learner_model_param":{"base_score":"5E-1","num_class":"\(classes)","num_feature":"\(features)"},\
      "objective":{"name":"multi:softprob"}},"version":[1,7,4]}
      """.utf8)
  }
}
