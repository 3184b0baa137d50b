import Foundation
import Segmentation
import TestSupport
import Testing

@testable import Learning

@Suite struct BoostingTests {
  private func parameters(_ change: (inout BoostingParameters) -> Void = { _ in }) -> BoostingParameters {
    var parameters = BoostingParameters()
    parameters.rounds = 8
    parameters.depth = 4
    change(&parameters)
    return parameters
  }

  @Test(arguments: [BoostingParameters.Kind.boosted, .randomForest], [2, 4])
  func `the same rows and seed give the same bytes`(kind: BoostingParameters.Kind, classes: Int) throws {
    let table = try DrawnTable(classes: classes, missingChance: 0.05).table(seed: 3)
    let parameters = parameters {
      ($0.kind, $0.subsample, $0.columnsByTree, $0.columnsByNode, $0.seed) = (kind, 0.7, 0.8, 0.6, 11)
    }
    let boosting = Boosting(parameters, classCount: classes)
    let first = try boosting.train(on: table)
    #expect(try boosting.train(on: table).json == first.json)
    var other = boosting
    other.parameters.seed = 12
    #expect(try other.train(on: table).json != first.json)
  }

  /// Only where the test program was started with `OMP_WAIT_POLICY=passive`:
  /// one thread is used elsewhere.
  @Test(.enabled(if: ThreadWaiting.isPassive), arguments: 0..<6)
  func `the number of threads does not change the bytes`(seed: Int) throws {
    let table = try DrawnTable(rows: 20_000, missingChance: 0.05).table(seed: seed)
    var parameters = parameters { ($0.rounds, $0.depth, $0.subsample, $0.columnsByNode) = (20, 6, 0.8, 0.7) }
    let one = try Boosting(parameters, classCount: 3).train(on: table)
    parameters.threads = 2
    #expect(try Boosting(parameters, classCount: 3).train(on: table).json == one.json)
  }

  @Test func `the loss falls from round to round`() throws {
    let table = try DrawnTable().table(seed: 1)
    var seen: [BoostingRound] = []
    let result = try Boosting(parameters(), classCount: 3).train(on: table) {
      seen.append($0)
      return true
    }
    #expect(seen == result.history)
    #expect(seen.map(\.round) == Array(0..<8))
    #expect(seen.allSatisfy { $0.validationLoss == nil })
    #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.trainingLoss > $1.trainingLoss })
    #expect(result.bestRound == 7)
  }

  @Test func `training stops early and keeps the best rounds`() throws {
    let draw = DrawnTable(rows: 300)
    let boosting = Boosting(
      parameters { ($0.rounds, $0.learningRate, $0.earlyStoppingRounds) = (400, 0.5, 6) }, classCount: 3)
    let result = try boosting.train(on: try draw.table(seed: 1), validation: try draw.table(seed: 2))
    #expect(result.history.count == result.bestRound + 1 + 6)
    let losses = result.history.compactMap(\.validationLoss)
    #expect(losses[result.bestRound] == losses.min())
    let forest = try Forest(xgboostJSON: result.json)
    #expect(forest.trees.count == 3 * (result.bestRound + 1))
    #expect(result.gains == forest.gains)
  }

  @Test func `the stated loss is that of the predictions`() throws {
    let draw = DrawnTable(rows: 300)
    let (table, validation) = (try draw.table(seed: 1), try draw.table(seed: 2))
    let result = try Boosting(parameters(), classCount: 3).train(on: table, validation: validation)
    let forest = try Forest(xgboostJSON: result.json)
    let rows = ForestPredictor(forest).rows(validation, asMargins: false)
    let loss =
      zip(rows, validation.labels).reduce(0.0) { $0 - log(Double($1.0[Int($1.1)])) } / Double(rows.count)
    let stated = try #require(result.history[result.bestRound].validationLoss)
    #expect(abs(loss - stated) < 1e-4)
  }

  @Test func `progress can end training`() throws {
    let result = try Boosting(parameters(), classCount: 3).train(on: try DrawnTable().table(seed: 1)) {
      $0.round < 2
    }
    #expect(result.history.count == 3)
    #expect(try Forest(xgboostJSON: result.json).trees.count == 9)
  }

  @Test func `a class weight is a weight of its rows`() throws {
    let table = try DrawnTable().table(seed: 5)
    let weights: [Float] = [1, 4, 0.5]
    let byRow = try TrainingTable(
      featureNames: table.featureNames, values: table.values, labels: table.labels,
      weights: table.labels.map { weights[Int($0)] })
    let weighted = try Boosting(parameters { $0.classWeights = weights }, classCount: 3).train(on: table)
    #expect(try Boosting(parameters(), classCount: 3).train(on: byRow).json == weighted.json)
    #expect(try Boosting(parameters(), classCount: 3).train(on: table).json != weighted.json)
  }

  @Test func `a random forest is one round of many trees`() throws {
    let parameters = parameters { ($0.kind, $0.rounds) = (.randomForest, 20) }
    let result = try Boosting(parameters, classCount: 3).train(on: try DrawnTable().table(seed: 1))
    #expect(result.history.count == 1)
    #expect(try Forest(xgboostJSON: result.json).trees.count == 60)
  }

  @Test func `a feature that says nothing has no gain`() throws {
    let labels = (0..<200).map { UInt8($0 % 2) }
    let table = try TrainingTable(
      featureNames: ["constant", "telling"],
      columns: [Array(repeating: 1, count: 200), labels.map { Float($0) }], labels: labels)
    let gains = try Boosting(parameters(), classCount: 2).train(on: table).gains
    #expect(gains[0] == 0)
    #expect(gains[1] > 0)
  }
}
