import Foundation
import TestSupport
import Testing

@testable import Segmentation

/// A model in XGBoost's JSON, with parts that a test can change.
struct ModelText {
  var booster = "gbtree"
  var objective = "multi:softprob"
  var baseScore = "5E-1"
  var classCount = 3
  var left = "[1, 3, -1, -1, -1]"
  var right = "[2, 4, -1, -1, -1]"
  var features = "[0, 1, 0, 0, 0]"
  var values = "[5E-1, -2.5, 1E0, 2, 3.5]"
  var missing = "[0, 1, 0, 0, 0]"
  var gains = "[12.5, 3, 0, 0, 0]"
  var splitTypes = "[0, 0, 0, 0, 0]"
  var leafSize = "1"
  var treeClasses = "[2]"

  var data: Data {
    Data(
      """
      {"learner":{"attributes":{"note":"a \\" b"},"feature_names":["a","b \\"c\\""],
      "gradient_booster":{"model":{"gbtree_model_param":{"num_parallel_tree":"1","num_trees":"1"},
      "tree_info":\(treeClasses),"trees":[{"base_weights":[0,0,0,0,0],"categories":[],
      "default_left":\(missing),"id":0,"left_children":\(left),"loss_changes":\(gains),
      "parents":[2147483647,0,0,1,1],"right_children":\(right),"split_conditions":\(values),
      "split_indices":\(features),"split_type":\(splitTypes),"sum_hessian":[1,1,1,1,1],
      "tree_param":{"num_deleted":"0","num_feature":"2","num_nodes":"5","size_leaf_vector":"\(leafSize)"}}]},
      "name":"\(booster)"},"learner_model_param":{"base_score":"\(baseScore)","num_class":"\(classCount)",
      "num_feature":"2","num_target":"1"},"objective":{"name":"\(objective)"}},"version":[1,7,4]}
      """.utf8)
  }

  func with<Value>(_ part: WritableKeyPath<ModelText, Value>, _ value: Value) -> Data {
    var text = self
    text[keyPath: part] = value
    return text.data
  }
}

@Suite struct ForestJSONTests {
  @Test func `a model is read`() throws {
    let forest = try Forest(xgboostJSON: ModelText().data)
    #expect(forest.classCount == 3)
    #expect(forest.featureCount == 2)
    #expect(forest.baseMargins == [0.5, 0.5, 0.5])
    #expect(forest.trees.map(\.classIndex) == [2])
    #expect(
      forest.trees[0].nodes == [
        .split(0, below: 0.5, left: 1), .split(1, below: -2.5, left: 3, missingGoesLeft: true), .leaf(1),
        .leaf(2), .leaf(3.5),
      ])
    #expect(forest.features == [0, 1])
    #expect(forest.gains == [12.5, 3])
    #expect(forest.splitCounts == [1, 1])
    #expect(forest.depth == 2)
    #expect(forest.featureNames == ["a", "b \"c\""])
  }

  @Test func `one margin makes two classes`() throws {
    var text = ModelText(objective: "binary:logistic", baseScore: "[7.5E-1]", classCount: 0)
    text.treeClasses = "[0]"
    let forest = try Forest(xgboostJSON: text.data)
    #expect(forest.classCount == 2)
    #expect(forest.trees[0].classIndex == 1)
    #expect(forest.baseMargins[0] == 0)
    #expect(abs(forest.baseMargins[1] - log(3)) < 1e-6)
  }

  @Test func `version 3 states a base score for each class`() throws {
    let forest = try Forest(xgboostJSON: ModelText().with(\.baseScore, "[-2E-1,0,1.5E0]"))
    #expect(forest.baseMargins == [-0.2, 0, 1.5])
  }

  @Test func `what cannot be used is refused by name`() {
    let changes: [(part: WritableKeyPath<ModelText, String>, text: String, reason: String)] = [
      (\ModelText.booster, "dart", "booster 'dart'"),
      (\.booster, "gblinear", "booster 'gblinear'"),
      (\.objective, "reg:squarederror", "objective 'reg:squarederror'"),
      (\.baseScore, "often", "base_score 'often'"),
      (\.baseScore, "[1,2]", "base_score"),
      (\.left, "[1, 3, -1, -1]", "unequal length"),
      (\.left, "[1, 9, -1, -1, -1]", "child 9 of 5"),
      (\.left, "[1, -7, -1, -1, -1]", "child -7"),
      (\.left, "[1, 0, -1, -1, -1]", "another way"),
      (\.right, "[2, 3, -1, -1, -1]", "another way"),
      (\.right, "[2, 4, -1, 1, -1]", "one child only"),
      (\.features, "[0, 2, 0, 0, 0]", "feature 2 of 2"),
      (\.features, "[0, -1, 0, 0, 0]", "feature -1 of 2"),
      (\.features, "[0, 1.5, 0, 0, 0]", "no whole number"),
      (\.values, "[nan, -2.5, 1E0, 2, 3.5]", "finite"),
      (\.values, "[1e99, -2.5, 1E0, 2, 3.5]", "finite"),
      (\.values, "[true, -2.5, 1E0, 2, 3.5]", "no number"),
      (\.missing, "[0, 1, 0, 0]", "unequal length"),
      (\.splitTypes, "[1, 0, 0, 0, 0]", "categorical"),
      (\.leafSize, "3", "several values"),
      (\.treeClasses, "[3]", "class 3"),
      (\.treeClasses, "[0, 1]", "2 classes for 1 trees"),
    ]
    for (part, text, reason) in changes {
      let error = #expect(throws: ForestError.self) {
        try Forest(xgboostJSON: ModelText().with(part, text))
      }
      #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
  }

  @Test(arguments: [
    "", "{", "[]", "{}", "null", "{\"learner\":{}}", "{\"learner\":{}} x", "{\"learner\":\"",
    String(repeating: "{\"a\":", count: 100_000), String(repeating: "[", count: 100_000),
  ])
  func `what is no model is refused`(text: String) {
    #expect(throws: ForestError.self) { try Forest(xgboostJSON: Data(text.utf8)) }
  }

  @Test(arguments: 0..<400)
  func `a changed model is refused or can be used`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    var bytes = [UInt8](ModelText().data)
    let signs = Array("0123456789-.,:[]{}\"eE \\x".utf8)
    switch seed % 3 {
    case 0: bytes.removeLast(Int.random(in: 1..<bytes.count, using: &generator))
    case 1:
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
          signs.randomElement(using: &generator) ?? 0
      }
    default:
      let start = Int.random(in: 0..<bytes.count, using: &generator)
      bytes.removeSubrange(start..<min(bytes.count, start + Int.random(in: 1...9, using: &generator)))
    }
    guard let forest = try? Forest(xgboostJSON: Data(bytes)) else { return }
    let pixels = [[Float]](repeating: [0, 1, -3], count: min(forest.featureCount, 100))
    guard pixels.count == forest.featureCount else { return }
    let results = ForestKernel.available.map { ForestPredictor(forest, kernel: $0).margins(of: pixels) }
    #expect(results.allSatisfy { $0 == results[0] })
  }

  @Test(arguments: 0..<20)
  func `a model cut short is refused`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let data = ModelText().data
    let kept = Int.random(in: 0..<data.count, using: &generator)
    #expect(throws: ForestError.self) { try Forest(xgboostJSON: data.prefix(kept)) }
  }
}
