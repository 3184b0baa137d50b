import Foundation
import Learning
import Segmentation
import TestSupport

/// One forest and the pixels it is measured on.
struct BenchmarkCase {
  var name: String
  var features: Int
  var classes: Int
  var rounds: Int
  var depth: Int
  var pixels: Int

  /// Trains on rows drawn by chance.
  func train() throws -> Data {
    var parameters = BoostingParameters()
    (parameters.rounds, parameters.depth, parameters.learningRate) = (rounds, depth, 0.3)
    return try Boosting(parameters, classCount: classes).train(on: rows(30_000, seed: 1)).json
  }

  private func rows(_ count: Int, seed: Int) throws -> TrainingTable {
    var generator = SeededGenerator(seed: seed)
    var table = TrainingTable(featureNames: (0..<features).map { "f\($0)" })
    for _ in 0..<count {
      let values = (0..<features).map { _ in Float.random(in: 0..<1, using: &generator) }
      let score = values[0] + values[1] * values[2] + sin(9 * values[3]) * values[4] + values[5]
      let noise = Float.random(in: -0.5...0.5, using: &generator)
      let label = min(classes - 1, max(0, Int((score + noise) / 2.6 * Float(classes))))
      try table.append(values, label: UInt8(label))
    }
    return table
  }

  /// Measures all candidates and prints a table.
  func run(in folder: URL, repeats: Int) throws {
    let json = try train()
    let forest = try Forest(xgboostJSON: json)
    let table = try rows(pixels, seed: 2)
    let candidates = try candidates(json, forest, table, folder)
    var times = [[Double]](repeating: [], count: candidates.count)
    for _ in 0..<repeats {
      for (index, candidate) in candidates.enumerated() { times[index].append(try candidate.run()) }
    }
    print(
      "\n\(forest.trees.count) trees, \(classes) classes, depth \(forest.depth), "
        + "\(forest.features.count) features, \(forest.trees.reduce(0) { $0 + $1.nodes.count }) nodes\n")
    print("| | Mpx/s | times \(candidates[0].name) | times \(candidates[1].name) |")
    print("|---|---|---|---|")
    for (index, candidate) in candidates.enumerated() {
      let speeds = times[index].map { Double(pixels) / $0 / 1e6 }
      let ratios = (0...1).map { other in zip(times[other], times[index]).map { $0 / $1 } }
      let figures = ([speeds] + ratios).map { String(format: "%.2f", median($0)) }
      print("| \(candidate.name) | \(figures.joined(separator: " | ")) |")
    }
  }

  private func candidates(
    _ json: Data, _ forest: Forest, _ table: TrainingTable, _ folder: URL
  ) throws -> [Candidate] {
    let booster = try Booster(json: json)
    var candidates = [
      Candidate(name: "XGBoost's library") {
        try cpuSeconds { _ = try booster.predictions(of: table.values, featureCount: features) }
      }
    ]
    let newest = try NewestXGBoost(json: json, table: table, folder: folder.appendingPathComponent(name))
    candidates.append(Candidate(name: newest?.name ?? "no wheel") { try newest?.run() ?? .nan })
    let planes = FeaturePlanes(table, classes: classes)
    for kernel in ForestKernel.available {
      let predictor = ForestPredictor(forest, kernel: kernel)
      candidates.append(
        Candidate(name: "\(kernel.rawValue), probabilities") {
          cpuSeconds {
            predictor.predictProbabilities(of: planes.input, count: planes.count, into: planes.output)
          }
        })
      candidates.append(
        Candidate(name: "\(kernel.rawValue), classes") {
          cpuSeconds {
            predictor.predictClasses(of: planes.input, count: planes.count, into: planes.winners)
          }
        })
    }
    return candidates
  }
}

/// What is measured: gives the seconds that one pass over all pixels takes.
struct Candidate {
  var name: String
  var run: () throws -> Double
}

/// The CPU time of some work.
func cpuSeconds(_ body: () throws -> Void) rethrows -> Double {
  let start = clock()
  try body()
  return Double(clock() - start) / Double(CLOCKS_PER_SEC)
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
