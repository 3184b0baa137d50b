import Pixels
import Stitching
import TestSupport

/// A whole class raster, for definitions that look at everything at once.
struct Raster: Equatable, CustomStringConvertible {
  var width: Int
  var height: Int
  var codes: [ClassCode]

  init(width: Int, height: Int, codes: [ClassCode]) {
    self.width = width
    self.height = height
    self.codes = codes
  }

  /// A picture: digits are classes, a dot is nodata.
  init(_ lines: String...) {
    width = lines.first?.count ?? 0
    height = lines.count
    codes = lines.joined().map { $0 == "." ? .nodata : ClassCode(String($0)) ?? .nodata }
  }

  init(rows: [ClassRow], width: Int) {
    self.width = width
    height = rows.count
    codes = rows.flatMap(\.codes)
  }

  /// Noise of some classes, blurred into clumps where `clump` is high.
  static func noise(seed: Int, width: Int, height: Int, classes: Int, nodata: Double, clump: Double) -> Raster
  {
    var random = SeededGenerator(seed: seed)
    var raster = Raster(width: width, height: height, codes: [])
    for i in 0..<(width * height) {
      var code = ClassCode.random(in: 0..<ClassCode(classes), using: &random)
      if Double.random(in: 0..<1, using: &random) < nodata { code = .nodata }
      let left = i % width > 0 ? raster.codes[i - 1] : code
      let up = i >= width ? raster.codes[i - width] : code
      if Double.random(in: 0..<1, using: &random) < clump { code = Bool.random(using: &random) ? left : up }
      raster.codes.append(code)
    }
    return raster
  }

  var rows: [ClassRow] {
    (0..<height).map { ClassRow(codes[($0 * width)..<(($0 + 1) * width)]) }
  }

  var description: String {
    (0..<height).map { row in
      codes[(row * width)..<((row + 1) * width)].map { $0 == .nodata ? "." : String($0) }.joined()
    }.joined(separator: "\n")
  }

  func neighbours(_ pixel: Int, _ connectivity: Connectivity) -> [Int] {
    let (row, column) = (pixel / width, pixel % width)
    var result: [Int] = []
    for (dr, dc) in [(-1, 0), (0, -1), (0, 1), (1, 0), (-1, -1), (-1, 1), (1, -1), (1, 1)] {
      if connectivity == .four, dr != 0, dc != 0 { continue }
      guard (0..<height).contains(row + dr), (0..<width).contains(column + dc) else { continue }
      result.append((row + dr) * width + column + dc)
    }
    return result
  }

  /// Pixels by component, in raster order of the first, by flood fill; and
  /// each pixel's component, -1 for nodata.
  func components(_ connectivity: Connectivity) -> (members: [[Int]], of: [Int]) {
    var of = [Int](repeating: -1, count: codes.count)
    var members: [[Int]] = []
    for start in codes.indices where codes[start] != .nodata && of[start] < 0 {
      of[start] = members.count
      var pixels = [start]
      var next = 0
      while next < pixels.count {
        for other in neighbours(pixels[next], connectivity)
        where of[other] < 0 && codes[other] == codes[start] {
          of[other] = members.count
          pixels.append(other)
        }
        next += 1
      }
      members.append(pixels)
    }
    return (members, of)
  }

  func isAtEdge(_ pixel: Int) -> Bool {
    let (row, column) = (pixel / width, pixel % width)
    return row == 0 || column == 0 || row == height - 1 || column == width - 1
  }
}

extension Raster {
  /// The rule's definition, on the whole raster.
  func applying(_ rule: ComponentRule) -> Raster {
    applying(rule, components(rule.connectivity))
  }

  /// The same where the components are known.
  func applying(_ rule: ComponentRule, _ components: (members: [[Int]], of: [Int])) -> Raster {
    let (members, of) = components
    var result = self
    for pixels in members {
      let code = fate(of: pixels, rule.action, members, of)
      for pixel in pixels { result.codes[pixel] = code }
    }
    return result
  }

  private func fate(
    of pixels: [Int], _ action: ComponentRule.Action, _ members: [[Int]], _ of: [Int]
  ) -> ClassCode {
    let code = codes[pixels[0]]
    let outer = pixels.flatMap { neighbours($0, .four) }.filter { of[$0] != of[pixels[0]] }
    switch action {
    case .sieve(let minimums, let background):
      func isKept(_ pixels: [Int]) -> Bool { pixels.count >= minimums[codes[pixels[0]], default: 0] }
      if isKept(pixels) { return code }
      var edges = [Int](repeating: 0, count: 256)
      for pixel in outer where of[pixel] >= 0 && isKept(members[of[pixel]]) { edges[Int(codes[pixel])] += 1 }
      let longest = edges.max() ?? 0
      return longest == 0 ? background : ClassCode(edges.firstIndex(of: longest) ?? 0)
    case .relabel(let from, let to, .below(let limit)):
      return code == from && pixels.count < limit ? to : code
    case .relabel(let from, let to, .atLeast(let limit)):
      return code == from && pixels.count >= limit ? to : code
    case .fillHoles(let background, let belowPixels):
      let around = Set(outer.map { codes[$0] })
      guard code == background, pixels.count < belowPixels, !pixels.contains(where: isAtEdge),
        around.count == 1, let filling = around.first, filling != .nodata
      else { return code }
      return filling
    }
  }

  /// The same through a stage, row by row.
  func streaming(through stage: any ClassRowStage) -> Raster {
    var out: [ClassRow] = []
    for row in rows { out += stage.push(row) }
    out += stage.finish()
    return Raster(rows: out, width: width)
  }
}
