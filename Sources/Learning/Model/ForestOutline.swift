public import Foundation

/// How many features a forest reads and how many classes it tells apart.
public struct ForestShape: Hashable, Sendable {
  /// The number of features.
  public var featureCount: Int
  /// The number of classes, at least two.
  public var classCount: Int

  /// Makes a shape.
  public init(featureCount: Int, classCount: Int) {
    self.featureCount = featureCount
    self.classCount = classCount
  }
}

/// Reads the shape of a forest from its file; throws where it is none.
public typealias ForestCheck = (Data) throws -> ForestShape

/// The parts of XGBoost's JSON that tell a forest's shape.
///
/// Source: the JSON format of XGBoost models,
/// <https://xgboost.readthedocs.io/en/release_1.7.0/tutorials/saving_model.html>.
public struct ForestOutline: Decodable {
  private struct Learner: Decodable {
    struct Parameters: Decodable {
      var numClass: String
      var numFeature: String
    }
    struct Booster: Decodable {
      struct Model: Decodable {
        struct Parameters: Decodable { var numTrees: String }
        struct Tree: Decodable {}
        var gbtreeModelParam: Parameters
        var trees: [Tree]
        var treeInfo: [Int]
      }
      var name: String
      var model: Model
    }
    var learnerModelParam: Parameters
    var gradientBooster: Booster
  }

  private let learner: Learner

  /// Reads the shape of a forest of trees.
  ///
  /// - Throws: `OutlineError` where the bytes are no such forest.
  public static func shape(of data: Data) throws -> ForestShape {
    let learner: Learner
    do {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      learner = try decoder.decode(ForestOutline.self, from: data).learner
    } catch DecodingError.dataCorrupted {
      throw OutlineError(reason: "it is not JSON")
    } catch {
      throw OutlineError(reason: "it is not a model that XGBoost wrote as JSON")
    }
    let booster = learner.gradientBooster
    guard booster.name == "gbtree" else {
      throw OutlineError(reason: "its booster is '\(booster.name)', and only trees (gbtree) are read")
    }
    let model = booster.model
    guard let features = Int(learner.learnerModelParam.numFeature), features > 0,
      let classes = Int(learner.learnerModelParam.numClass), classes >= 0,
      model.trees.count == Int(model.gbtreeModelParam.numTrees), !model.trees.isEmpty,
      model.treeInfo.count == model.trees.count
    else { throw OutlineError(reason: "the numbers of its features, classes and trees do not fit together") }
    return ForestShape(featureCount: features, classCount: max(classes, 2))
  }
}

/// Why bytes are not a forest.
public struct OutlineError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, as the end of a sentence.
  public var reason: String

  /// What is wrong.
  public var description: String { reason }
}
