import Foundation
import TestSupport

/// The damaged file of a number: the same for the same number and seed.
struct Mutant {
  let name: String
  let kind: String
  let bytes: [UInt8]
  /// True for a mosaic, false for boundaries.
  let isMosaic: Bool

  init(_ number: Int, seed: Int, of files: BaseFiles) {
    var generator = SeededGenerator(seed: seed &* 1_000_003 &+ number)
    isMosaic = number % 5 != 4
    guard isMosaic else {
      let file = files.boundaries[number / 5 % files.boundaries.count]
      name = file.name
      (bytes, kind) = Self.damaged(file.bytes, by: &generator)
      return
    }
    let file = files.mosaics[number % files.mosaics.count]
    name = file.name
    let kinds = TIFFMutation.Kind.allCases
    let chosen = kinds[number / files.mosaics.count % kinds.count]
    var mutation = TIFFMutation(file.bytes)
    mutation.apply(chosen, by: &generator)
    kind = chosen.rawValue
    bytes = mutation.bytes
  }

  private static let odd = [
    "1e999", "-1e308", "NaN", "[[[[", "\"\\ud800\"", "{}", "99999999999999999999", "null", ",",
  ]

  /// Boundaries: flipped bits, pieces cut out, repeated or put in, an end too early.
  private static func damaged(
    _ bytes: [UInt8], by generator: inout SeededGenerator
  ) -> (bytes: [UInt8], kind: String) {
    var damaged = bytes
    let start = Int.random(in: 0..<bytes.count, using: &generator)
    let end = min(bytes.count, start + Int.random(in: 1...64, using: &generator))
    let kinds = ["flips", "truncation", "cut", "repetition", "insertion", "zeros"]
    let kind = kinds.randomElement(using: &generator) ?? "flips"
    switch kind {
    case "flips":
      for _ in 0..<Int.random(in: 1...40, using: &generator) {
        damaged[Int.random(in: 0..<bytes.count, using: &generator)] ^=
          1 << UInt8.random(in: 0..<8, using: &generator)
      }
    case "truncation": damaged.removeLast(bytes.count - start)
    case "cut": damaged.removeSubrange(start..<end)
    case "repetition":
      let count = [2, 100, 20_000].randomElement(using: &generator) ?? 2
      damaged.insert(contentsOf: repeatElement(bytes[start..<end], count: count).joined(), at: end)
    case "insertion": damaged.insert(contentsOf: (odd.randomElement(using: &generator) ?? "").utf8, at: start)
    default: damaged.replaceSubrange(start..<end, with: repeatElement(0, count: end - start))
    }
    return (damaged.isEmpty ? [0] : damaged, kind)
  }
}
