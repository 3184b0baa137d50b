import Foundation
import Learning
import Segmentation
import TestSupport

// Compares forests' predictions on the same pixels with the same trees on one core: XGBoost's
// library, the newest XGBoost wheel (FURROW_BENCHMARK_PYTHON names an interpreter that has it) and
// our kernels. Prints tables in Markdown. Times are CPU times; every repeat runs all candidates in
// turn; figures are medians over the repeats, ratios medians of each repeat's own ratio.

ThreadWaiting.restartProgramPassively()
let folder = try TemporaryFolder().url
let cases = [
  BenchmarkCase(name: "eight", features: 8, classes: 4, rounds: 25, depth: 8, pixels: 200_000),
  BenchmarkCase(name: "forty", features: 40, classes: 3, rounds: 100, depth: 6, pixels: 50_000),
]
for benchmarkCase in cases { try benchmarkCase.run(in: folder, repeats: 7) }
var large = BenchmarkCase(name: "large", features: 8, classes: 4, rounds: 100, depth: 8, pixels: 0)
let model = try large.train()
let seconds = try cpuSeconds { _ = try Forest(xgboostJSON: model) }
print("Reading a model of 400 trees (\(model.count >> 10) KiB): \((seconds * 1000).rounded()) ms")
