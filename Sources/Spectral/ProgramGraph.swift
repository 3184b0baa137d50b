import Pixels

/// The distinct values of several expressions, operands before their users.
struct ProgramGraph {
  enum Value: Hashable {
    /// A constant, by its bits.
    case constant(UInt32)
    case input(Int)
    case operation(ProgramOperation, [Int])
  }

  /// Powers up to this are multiplied out.
  private static let largestMultipliedPower = 8

  let inputs: [String]
  private(set) var values: [Value] = []
  private var numbers: [Value: Int] = [:]

  init(inputs: [String]) { self.inputs = inputs }

  /// The number of the value of an expression.
  mutating func value(of expression: Expression) throws(ProgramError) -> Int {
    switch expression {
    case .number(let number): return constant(Float(number))
    case .name(let name):
      guard let index = inputs.firstIndex(of: name) else {
        throw .unknownInput(name, nearest: NearestName.nearest(to: name, among: inputs))
      }
      return number(of: .input(index))
    case .unary(let symbol, let operand):
      return operation(symbol == .not ? .not : .negate, [try value(of: operand)])
    case .binary(let symbol, let left, let right):
      return binary(symbol, try value(of: left), try value(of: right))
    case .call(let function, let arguments):
      var operands: [Int] = []
      for argument in arguments { operands.append(try value(of: argument)) }
      return call(function, operands)
    case .filter: throw .filter(expression.description)
    case .automatic(let threshold): throw .automaticThreshold(threshold.description)
    }
  }

  private mutating func binary(_ symbol: BinaryOperator, _ left: Int, _ right: Int) -> Int {
    switch symbol {
    case .or: operation(.or, [left, right])
    case .and: operation(.and, [left, right])
    case .less: operation(.less, [left, right])
    case .lessOrEqual: operation(.lessOrEqual, [left, right])
    case .greater: operation(.less, [right, left])
    case .greaterOrEqual: operation(.lessOrEqual, [right, left])
    case .equal: operation(.equal, [left, right])
    case .notEqual: operation(.notEqual, [left, right])
    case .add: operation(.add, [left, right])
    case .subtract: operation(.subtract, [left, right])
    case .multiply: operation(.multiply, [left, right])
    case .divide: operation(.divide, [left, right])
    case .power: power(left, right)
    }
  }

  private mutating func call(_ function: ExpressionFunction, _ operands: [Int]) -> Int {
    switch function {
    case .sqrt: operation(.squareRoot, operands)
    case .abs: operation(.absolute, operands)
    case .ln: operation(.logarithm, operands)
    case .exp: operation(.exponential, operands)
    case .min: operands.dropFirst().reduce(operands[0]) { operation(.minimum, [$0, $1]) }
    case .max: operands.dropFirst().reduce(operands[0]) { operation(.maximum, [$0, $1]) }
    case .where: operation(.select, operands)
    }
  }

  private mutating func power(_ base: Int, _ exponent: Int) -> Int {
    guard let value = constantValue(exponent), constantValue(base) == nil,
      let whole = Int(exactly: value), abs(whole) <= Self.largestMultipliedPower
    else { return operation(.power, [base, exponent]) }
    if whole == 0 { return constant(1) }
    let product = multiplied(base, times: abs(whole))
    return whole > 0 ? product : operation(.divide, [constant(1), product])
  }

  private mutating func multiplied(_ base: Int, times: Int) -> Int {
    if times == 1 { return base }
    let half = multiplied(base, times: times / 2)
    let square = operation(.multiply, [half, half])
    return times.isMultiple(of: 2) ? square : operation(.multiply, [square, base])
  }

  private mutating func operation(_ operation: ProgramOperation, _ operands: [Int]) -> Int {
    let constants = operands.compactMap(constantValue)
    if constants.count == operands.count { return constant(operation.folded(constants)) }
    if operation == .select, let condition = constantValue(operands[0]) {
      return condition < 0 || condition > 0 ? operands[1] : operands[2]
    }
    return number(of: .operation(operation, operation.isCommutative ? operands.sorted() : operands))
  }

  private mutating func constant(_ value: Float) -> Int { number(of: .constant(value.bitPattern)) }

  private func constantValue(_ number: Int) -> Float? {
    guard case .constant(let bits) = values[number] else { return nil }
    return Float(bitPattern: bits)
  }

  private mutating func number(of value: Value) -> Int {
    if let number = numbers[value] { return number }
    numbers[value] = values.count
    values.append(value)
    return values.count - 1
  }
}

extension ProgramOperation {
  /// The result for constants, by the very loops that rasters go through.
  fileprivate func folded(_ constants: [Float]) -> Float {
    var result: Float = .nan
    let places = (0..<constants.count).map(ProgramPlace.register)
    let instruction = ProgramInstruction(self, to: .register(constants.count), from: places)
    let length = PixelProgram.stripLength
    let none = UnsafeMutablePointer<UnsafePointer<Float>>.allocate(capacity: 1)
    let nothing = UnsafeMutablePointer<UnsafeMutablePointer<Float>>.allocate(capacity: 1)
    defer {
      none.deallocate()
      nothing.deallocate()
    }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 4 * length) { scratch in
      guard let base = scratch.baseAddress else { return }
      for (index, constant) in constants.enumerated() { base[index * length] = constant }
      ProgramStrip(start: 0, count: 1, inputs: none, outputs: nothing, scratch: base).run(instruction)
      result = base[constants.count * length]
    }
    return result
  }
}
