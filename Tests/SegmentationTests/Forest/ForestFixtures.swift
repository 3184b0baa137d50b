import Foundation
import TestSupport

@testable import Segmentation

/// Rows of pixels as planes at addresses that stay.
final class PixelPlanes {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
  let count: Int
  let size: Int

  init(count: Int, size: Int) {
    self.count = count
    self.size = size
    pointers = .allocate(capacity: count)
    for index in 0..<count {
      (pointers + index).initialize(to: .allocate(capacity: max(1, size)))
      pointers[index].initialize(repeating: -1, count: max(1, size))
    }
  }

  convenience init(_ planes: [[Float]]) {
    self.init(count: planes.count, size: planes[0].count)
    for (index, plane) in planes.enumerated() { pointers[index].update(from: plane, count: plane.count) }
  }

  deinit {
    for index in 0..<count { pointers[index].deallocate() }
    pointers.deallocate()
  }

  var values: [[Float]] {
    (0..<count).map { Array(UnsafeBufferPointer(start: pointers[$0], count: size)) }
  }

  func withInput<Result>(_ body: (UnsafePointer<UnsafePointer<Float>>) -> Result) -> Result {
    pointers.withMemoryRebound(to: UnsafePointer<Float>.self, capacity: count) { body($0) }
  }
}

extension ForestPredictor {
  func probabilities(of features: [[Float]]) -> [[Float]] {
    predict(features) { predictProbabilities(of: $0, count: $1, into: $2) }
  }

  func margins(of features: [[Float]]) -> [[Float]] {
    predict(features) { predictMargins(of: $0, count: $1, into: $2) }
  }

  func classes(of features: [[Float]]) -> [UInt8] {
    var winners = [UInt8](repeating: 99, count: features[0].count)
    PixelPlanes(features).withInput { predictClasses(of: $0, count: winners.count, into: &winners) }
    return winners
  }

  private func predict(
    _ features: [[Float]],
    _ body: (
      UnsafePointer<UnsafePointer<Float>>, Int, UnsafePointer<UnsafeMutablePointer<Float>>
    ) -> Void
  ) -> [[Float]] {
    let input = PixelPlanes(features)
    let output = PixelPlanes(count: tables.forest.classCount, size: features[0].count)
    input.withInput { body($0, input.size, output.pointers) }
    return output.values
  }
}

/// Forests drawn by chance.
struct ForestDraw {
  var features = 5
  var classes = 3
  var trees = 9
  var depth = 4
  /// Distinct thresholds of a feature.
  var thresholds = 40
  var leafChance = 0.15

  func forest(_ generator: inout SeededGenerator) -> Forest {
    let trees = (0..<trees).map { index in
      ForestTree(classIndex: index % classes, nodes: nodes(&generator))
    }
    let margins = (0..<classes).map { _ in Float.random(in: -1...1, using: &generator) }
    return Forest(trees: trees, featureCount: features, baseMargins: margins)
  }

  private func nodes(_ generator: inout SeededGenerator) -> [ForestNode] {
    var depths = [0]
    var nodes: [ForestNode] = []
    while nodes.count < depths.count {
      let level = depths[nodes.count]
      guard level < depth, level == 0 || Double.random(in: 0..<1, using: &generator) >= leafChance else {
        nodes.append(.leaf(Float.random(in: -1...1, using: &generator)))
        continue
      }
      let threshold = Float(Int.random(in: 0..<thresholds, using: &generator)) / Float(thresholds)
      nodes.append(
        .split(
          Int.random(in: 0..<features, using: &generator), below: threshold, left: depths.count,
          missingGoesLeft: Bool.random(using: &generator)))
      depths += [level + 1, level + 1]
    }
    return nodes
  }

  /// Pixels that often lie right on a threshold, with values missing or
  /// infinite now and then.
  func pixels(_ count: Int, oddChance: Double, _ generator: inout SeededGenerator) -> [[Float]] {
    let odd: [Float] = [.nan, .infinity, -.infinity, -0.0]
    return (0..<features).map { _ in
      (0..<count).map { _ in
        if Double.random(in: 0..<1, using: &generator) < oddChance {
          return odd.randomElement(using: &generator) ?? .nan
        }
        let step = Float(Int.random(in: -1...thresholds, using: &generator)) / Float(thresholds)
        return Bool.random(using: &generator) ? step : step.nextDown
      }
    }
  }
}

extension Forest {
  /// The margins of one pixel, walked in the plainest way.
  func plainMargins(_ pixel: [Float]) -> [Float] {
    var margins = baseMargins
    for tree in trees {
      var place = 0
      while !tree.nodes[place].isLeaf {
        let node = tree.nodes[place]
        let value = pixel[Int(node.feature)]
        let goesLeft = value.isNaN ? node.missingGoesLeft : value < node.value
        place = Int(node.left) + (goesLeft ? 0 : 1)
      }
      margins[tree.classIndex] += tree.nodes[place].value
    }
    return margins
  }
}
