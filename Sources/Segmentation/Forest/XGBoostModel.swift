import Foundation

/// What XGBoost's own JSON says, before any check of its meaning.
struct XGBoostModel {
  var booster: String?
  var objective: String?
  var baseScore: String?
  var classCount: Int?
  var featureCount: Int?
  var treeClasses: [Int]?
  var trees: [XGBoostTree] = []
  var featureNames: [String] = []

  init(json: Data) throws(ForestError) {
    var json = JSONBytes(json)
    try json.readObject { (key, json: inout JSONBytes) throws(ForestError) in
      key == "learner" ? try readLearner(&json) : try json.skipValue()
    }
    try json.expectEnd()
  }

  private mutating func readLearner(_ json: inout JSONBytes) throws(ForestError) {
    try json.readObject { (key, json: inout JSONBytes) throws(ForestError) in
      switch key {
      case "feature_names": featureNames = try json.readStrings()
      case "gradient_booster": try readBooster(&json)
      case "learner_model_param": try readParameters(&json)
      case "objective":
        try json.readObject { (key, json: inout JSONBytes) throws(ForestError) in
          if key == "name" { objective = try json.readString() } else { try json.skipValue() }
        }
      default: try json.skipValue()
      }
    }
  }

  private mutating func readParameters(_ json: inout JSONBytes) throws(ForestError) {
    try json.readObject { (key, json: inout JSONBytes) throws(ForestError) in
      switch key {
      case "base_score": baseScore = try json.readString()
      case "num_class": classCount = try json.readInteger()
      case "num_feature": featureCount = try json.readInteger()
      default: try json.skipValue()
      }
    }
  }

  private mutating func readBooster(_ json: inout JSONBytes) throws(ForestError) {
    try json.readObject { (key, json: inout JSONBytes) throws(ForestError) in
      switch key {
      case "name": booster = try json.readString()
      case "model": try readTrees(&json)
      default: try json.skipValue()
      }
    }
  }

  private mutating func readTrees(_ json: inout JSONBytes) throws(ForestError) {
    try json.readObject { (key, json: inout JSONBytes) throws(ForestError) in
      switch key {
      case "tree_info": treeClasses = try json.readIntegers()
      case "trees":
        try json.readArray { (json: inout JSONBytes) throws(ForestError) in
          trees.append(try XGBoostTree(&json))
        }
      default: try json.skipValue()
      }
    }
  }
}

/// One tree as XGBoost writes it: an array for each property of its nodes.
struct XGBoostTree {
  var left: [Int]?
  var right: [Int]?
  var features: [Int]?
  var values: [Float]?
  var missingGoesLeft: [Int]?
  var gains: [Float]?
  var splitTypes: [Int] = []
  var leafSize = 1

  init(_ json: inout JSONBytes) throws(ForestError) {
    try json.readObject { (key, json: inout JSONBytes) throws(ForestError) in
      switch key {
      case "left_children": left = try json.readIntegers()
      case "right_children": right = try json.readIntegers()
      case "split_indices": features = try json.readIntegers()
      case "split_conditions": values = try json.readFloats()
      case "default_left": missingGoesLeft = try json.readIntegers()
      case "loss_changes": gains = try json.readFloats()
      case "split_type": splitTypes = try json.readIntegers()
      case "tree_param": try readParameters(&json)
      default: try json.skipValue()
      }
    }
  }

  private mutating func readParameters(_ json: inout JSONBytes) throws(ForestError) {
    try json.readObject { (key, json: inout JSONBytes) throws(ForestError) in
      if key == "size_leaf_vector" { leafSize = try json.readInteger() } else { try json.skipValue() }
    }
  }
}
