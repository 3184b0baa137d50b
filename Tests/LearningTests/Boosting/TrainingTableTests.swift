import Testing

@testable import Learning

@Suite struct TrainingTableTests {
  private let names = ["red", "exg"]

  @Test func `rows and columns make the same table`() throws {
    let byRow = try TrainingTable(
      featureNames: names, values: [1, 2, 3, 4, 5, 6], labels: [0, 1, 0], weights: [1, 2, 3],
      groups: [7, 8, 7])
    let byColumn = try TrainingTable(
      featureNames: names, columns: [[1, 3, 5], [2, 4, 6]], labels: [0, 1, 0], weights: [1, 2, 3],
      groups: [7, 8, 7])
    #expect(byRow == byColumn)
    var appended = TrainingTable(featureNames: names)
    try appended.append([1, 2], label: 0, weight: 1, group: 7)
    try appended.append([3, 4], label: 1, weight: 2, group: 8)
    try appended.append([5, 6], label: 0, weight: 3, group: 7)
    #expect(appended == byRow)
    let seven = byRow.rows { $0 == 7 }
    #expect(seven.values == [1, 2, 5, 6])
    #expect(seven.weights == [1, 3])
    #expect(byRow.classCounts(3) == [2, 1, 0])
  }

  @Test func `balancing gives each class the same sum`() throws {
    let table = try TrainingTable(
      featureNames: ["x"], values: [0, 0, 0, 0], labels: [0, 0, 0, 2], weights: [1, 1, 1, 1])
    let weights = table.balancingWeights(3)
    #expect(abs(weights[0] - 2.0 / 3) < 1e-6)
    #expect(weights[1] == 1)
    #expect(weights[2] == 2)
  }

  @Test func `infinite features are refused by name`() {
    #expect(throws: TrainingTableError.infiniteFeature(name: "exg", row: 1)) {
      try TrainingTable(featureNames: names, values: [1, .nan, 3, -.infinity], labels: [0, 1])
    }
    #expect(throws: TrainingTableError.infiniteFeature(name: "red", row: 0)) {
      var table = TrainingTable(featureNames: names)
      try table.append([.infinity, 0], label: 0)
    }
    #expect(throws: TrainingTableError.badWeight(-1, row: 1)) {
      try TrainingTable(featureNames: ["x"], values: [1, 2], labels: [0, 1], weights: [1, -1])
    }
  }

  @Test func `rows that cannot be trained on are refused`() throws {
    let boosting = Boosting(BoostingParameters(), classCount: 2)
    let table = try TrainingTable(featureNames: ["x"], values: [1, 2], labels: [0, 1])
    #expect(throws: TrainingTableError.empty) {
      try boosting.train(on: TrainingTable(featureNames: ["x"]))
    }
    #expect(throws: TrainingTableError.unknownClass(5, row: 1, classCount: 2)) {
      try boosting.train(on: TrainingTable(featureNames: ["x"], values: [1, 2], labels: [0, 5]))
    }
    #expect(throws: TrainingTableError.oneClass(1)) {
      try boosting.train(on: TrainingTable(featureNames: ["x"], values: [1, 2], labels: [1, 1]))
    }
    #expect(throws: TrainingTableError.differentFeatures) {
      try boosting.train(on: table, validation: TrainingTable(featureNames: ["y"], values: [1], labels: [1]))
    }
  }
}
