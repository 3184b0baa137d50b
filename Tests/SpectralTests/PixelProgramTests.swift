import TestSupport
import Testing

@testable import Spectral

@Suite struct PixelProgramTests {
  /// Runs a program over rows and gives back its output rows.
  static func run(_ program: PixelProgram, _ rows: [[Float]], count: Int) -> [[Float]] {
    let inputs = rows.map { row in
      let copy = UnsafeMutablePointer<Float>.allocate(capacity: max(1, count))
      copy.initialize(from: row, count: count)
      return copy
    }
    let outputs = (0..<program.outputCount).map { _ in
      let row = UnsafeMutablePointer<Float>.allocate(capacity: count + 1)
      row.initialize(repeating: -777, count: count + 1)
      return row
    }
    let scratch = UnsafeMutablePointer<Float>.allocate(capacity: max(1, program.scratchCount))
    defer {
      for row in inputs + outputs { row.deallocate() }
      scratch.deallocate()
    }
    program.run(count: count, inputs: inputs.map { UnsafePointer($0) }, outputs: outputs, scratch: scratch)
    for row in outputs { #expect(row[count] == -777, "a program wrote behind its row") }
    return outputs.map { Array(UnsafeBufferPointer(start: $0, count: count)) }
  }

  static func agree(_ first: Double, _ second: Double) -> Bool {
    if first.isNaN || second.isNaN { return first.isNaN && second.isNaN }
    if first == second { return true }
    return abs(first - second) <= 3e-6 * max(abs(first), abs(second)) + 1e-37
  }

  /// True where a change of the inputs in the last digits changes the value.
  static func isUnstable(_ expression: Expression, _ values: [String: Double]) -> Bool {
    let value = expression.evaluate(values, rounding: rounded)
    let factors: [Double] = [1 - 3e-6, 1 - 1e-6, 1 + 1e-6, 1 + 3e-6]
    for factor in factors {
      var moved: [String: Double] = [:]
      for (index, name) in values.keys.sorted().enumerated() {
        let step = index.isMultiple(of: 2) ? factor : 1 / factor
        moved[name] = rounded((values[name] ?? 0) * step)
      }
      if !agree(value, expression.evaluate(moved, rounding: rounded)) { return true }
    }
    return false
  }

  static func rounded(_ value: Double) -> Double { Double(Float(value)) }

  @Test(arguments: 0..<300)
  func `a program agrees with the slow reference`(seed: Int) throws {
    let names = ["a", "b", "c"]
    var random = RandomExpression(
      generator: SeededGenerator(seed: seed), names: names, hasNeighbourhoods: false)
    let outputs = (0..<3).map { _ in random.next(depth: 5) }
    var generator = SeededGenerator(seed: seed + 1000)
    let special: [Float] = [0, -0.0, 1, -1, .nan, .infinity, -.infinity, 0.5, 2, 0x1p-140]
    let count = 40
    var rows: [[Float]] = []
    for _ in names {
      var row: [Float] = []
      for _ in 0..<20 { row.append(special[Int.random(in: 0..<10, using: &generator)]) }
      for _ in 20..<count { row.append(Float.random(in: -2...2, using: &generator)) }
      rows.append(row)
    }
    let results = Self.run(try PixelProgram(outputs: outputs, inputs: names), rows, count: count)
    var exempt = 0
    for (expression, row) in zip(outputs, results) {
      for pixel in 0..<count {
        let values = Dictionary(uniqueKeysWithValues: zip(names, rows.map { Double($0[pixel]) }))
        let expected = expression.evaluate(values, rounding: Self.rounded)
        if Self.agree(Double(row[pixel]), expected) { continue }
        exempt += 1
        #expect(
          Self.isUnstable(expression, values), "\(expression) at \(values): \(row[pixel]), \(expected)")
      }
    }
    #expect(exempt <= 2, "too many pixels where the last digits decide")
  }

  @Test(arguments: IndexCatalogue.standard.definitions.map(\.key))
  func `every index runs as a program`(key: String) throws {
    let expression = try #require(IndexCatalogue.standard.expression(of: key))
    let names = ["blue", "green", "red", "rededge", "nir"]
    var generator = SeededGenerator(seed: 5)
    let rows = names.map { _ in (0..<700).map { _ in Float.random(in: 0.01...0.9, using: &generator) } }
    let result = Self.run(try PixelProgram(outputs: [expression], inputs: names), rows, count: 700)[0]
    for pixel in 0..<700 {
      let values = Dictionary(uniqueKeysWithValues: zip(names, rows.map { Double($0[pixel]) }))
      let expected = expression.evaluate(values)
      #expect(
        abs(Double(result[pixel]) - expected) <= 1e-4 * (1 + abs(expected))
          || Self.isUnstable(expression, values), "pixel \(pixel)")
    }
  }

  @Test(arguments: [0, 1, 7, 511, 512, 513, 1025])
  func `every count of pixels is covered`(count: Int) throws {
    let program = try PixelProgram(
      outputs: [Expression(parsing: "(a - b) / (a + b)"), .name("b"), .number(3)], inputs: ["a", "b"])
    let first = (0..<count).map { Float($0) + 2 }
    let second = (0..<count).map { _ in Float(1) }
    let results = Self.run(program, [first, second], count: count)
    #expect(results[0] == first.map { ($0 - 1) / ($0 + 1) })
    #expect(results[1] == second)
    #expect(results[2] == second.map { $0 * 3 })
  }

  @Test func `outputs share what they have in common`() throws {
    let first = try Expression(parsing: "(nir - red) / (nir + red)")
    let second = try Expression(parsing: "1.5 * (nir - red) / (red + nir + 0.5)")
    let inputs = ["nir", "red"]
    let apart = try [first, second].map { try PixelProgram(outputs: [$0], inputs: inputs).instructions.count }
    #expect(apart == [3, 5])
    // nir - red and nir + red are worked out once.
    #expect(try PixelProgram(outputs: [first, second], inputs: inputs).instructions.count == 6)
    #expect(try PixelProgram(outputs: [first, first], inputs: inputs).instructions.count == 4)
  }

  @Test func `constants are folded and small powers multiplied out`() throws {
    func operations(_ text: String) throws -> [ProgramOperation] {
      try PixelProgram(outputs: [Expression(parsing: text)], inputs: ["a"]).instructions.map(\.operation)
    }
    #expect(try operations("a * (2 + 3 * 4)") == [.multiply])
    #expect(try operations("sqrt(16) + exp(0)") == [.copy])
    #expect(try operations("a ^ 2") == [.multiply])
    #expect(try operations("a ^ 5") == [.multiply, .multiply, .multiply])
    #expect(try operations("a ^ -1") == [.divide])
    #expect(try operations("a ^ 0.5") == [.power])
    #expect(try operations("where(1 > 2, ln(a), a)") == [.copy])
    #expect(try operations("a > 1 and 1 < a") == [.less, .and])
  }

  @Test func `registers are used again and never overlap their operands`() throws {
    let text = "((((a + 1) * 2 - 3) / 4 + a) * 5 - a) / 6"
    let program = try PixelProgram(outputs: [Expression(parsing: text)], inputs: ["a"])
    #expect(program.registerCount == 2)
    for instruction in program.instructions {
      #expect(instruction.destination != instruction.first)
      #expect(instruction.destination != instruction.second)
    }
    #expect(Self.run(program, [[3]], count: 1)[0][0] == Float(18.25) / 6)
  }

  @Test func `what cannot be compiled is refused`() throws {
    func compile(_ text: String) throws {
      _ = try PixelProgram(outputs: [Expression(parsing: text)], inputs: ["green", "red"])
    }
    #expect(throws: ProgramError.unknownInput("gren", nearest: "green")) { try compile("gren + 1") }
    #expect(throws: ProgramError.filter("gaussian(red, 2)")) { try compile("1 + gaussian(red, 2)") }
    #expect(throws: ProgramError.automaticThreshold("otsu")) { try compile("red > otsu") }
  }
}
