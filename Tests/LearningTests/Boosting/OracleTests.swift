import Foundation
import Segmentation
import TestSupport
import Testing

@testable import Learning

/// Our own prediction beside XGBoost's.
@Suite struct BoostingOracleTests {
  @Test(arguments: 0..<24)
  func `our forests predict what XGBoost predicts`(seed: Int) throws {
    let draw = DrawnTable(
      rows: 700, features: [3, 8, 20][seed % 3], classes: 2 + seed % 4, missingChance: seed % 2 == 0 ? 0 : 0.1
    )
    var parameters = BoostingParameters(kind: seed % 6 == 5 ? .randomForest : .boosted)
    parameters.depth = parameters.kind == .randomForest ? 12 : seed % 8 + 1
    parameters.rounds = 12
    parameters.learningRate = 0.3
    parameters.minChildWeight = 0.1
    parameters.seed = seed
    let table = try draw.table(seed: seed)
    let result = try Boosting(parameters, classCount: draw.classes).train(on: table)
    let forest = try Forest(xgboostJSON: result.json)
    #expect(forest.depth <= parameters.depth)
    #expect(forest.featureNames == table.featureNames)
    var other = draw
    other.missingChance = seed % 3 == 0 ? 0 : 0.2
    let pixels = try other.table(seed: seed + 1000)
    let booster = try Booster(json: result.json)
    try compare(forest, booster, on: pixels)
    try compare(forest, booster, on: table)
  }

  private func compare(_ forest: Forest, _ booster: Booster, on pixels: TrainingTable) throws {
    let columns = forest.classCount == 2 ? 1 : forest.classCount
    let margins = try booster.predictions(
      of: pixels.values, featureCount: pixels.featureCount, asMargins: true)
    let probabilities = try booster.predictions(of: pixels.values, featureCount: pixels.featureCount)
    try #require(probabilities.count == pixels.rowCount * columns)
    for kernel in ForestKernel.available {
      let predictor = ForestPredictor(forest, kernel: kernel)
      let ours = predictor.rows(pixels, asMargins: false)
      let ourMargins = predictor.rows(pixels, asMargins: true)
      var greatest: Float = 0
      var different = 0
      for row in 0..<pixels.rowCount {
        let wanted = Array(probabilities[row * columns..<(row + 1) * columns])
        let all = columns == 1 ? [1 - wanted[0], wanted[0]] : wanted
        for (one, other) in zip(ours[row], all) { greatest = max(greatest, abs(one - other)) }
        let theirMargins =
          columns == 1 ? [0, margins[row]] : Array(margins[row * columns..<(row + 1) * columns])
        if theirMargins != ourMargins[row] { different += 1 }
        if winner(theirMargins) != winner(ourMargins[row]) { different += 1 }
        if winner(all) != winner(ourMargins[row]) { different += 1 }
      }
      #expect(greatest <= 1e-5)
      #expect(different == 0)
    }
  }

  private func winner(_ values: [Float]) -> Int { values.firstIndex(of: values.max() ?? 0) ?? -1 }

  @Test func `what XGBoost refuses is told in its words`() {
    let error = #expect(throws: BoosterError.self) { try Booster(json: Data("{\"learner\"".utf8)) }
    #expect(error?.operation == "read a model")
    #expect(error?.reason.contains("src/") == false)
    #expect(error?.reason.isEmpty == false)
  }
}
