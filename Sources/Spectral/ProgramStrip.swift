import CKernels

/// Some pixels of every row, and the loops over them.
struct ProgramStrip {
  var start: Int
  var count: Int
  let inputs: UnsafePointer<UnsafePointer<Float>>
  let outputs: UnsafePointer<UnsafeMutablePointer<Float>>
  let scratch: UnsafeMutablePointer<Float>

  /// Runs one operation.
  func run(_ instruction: ProgramInstruction) {
    switch instruction.operation {
    case .copy: copy(instruction)
    case .negate: unary(instruction) { -$0 }
    case .not: unary(instruction) { isTrue($0) ? 0 : 1 }
    case .absolute: unary(instruction) { $0.magnitude }
    case .squareRoot: unary(instruction) { squareRoot($0) }
    case .exponential: unary(instruction) { Float(exponential(Double($0))) }
    case .logarithm: unary(instruction) { Float(logarithm(Double($0))) }
    case .power: power(instruction)
    case .select: select(instruction)
    case .add: combine(instruction, VECTOR_ADD)
    case .subtract: combine(instruction, VECTOR_SUBTRACT)
    case .multiply: combine(instruction, VECTOR_MULTIPLY)
    case .divide: combine(instruction, VECTOR_DIVIDE)
    default: compare(instruction)
    }
  }

  private func compare(_ instruction: ProgramInstruction) {
    switch instruction.operation {
    case .minimum: combine(instruction, VECTOR_MINIMUM)
    case .maximum: combine(instruction, VECTOR_MAXIMUM)
    case .less: combine(instruction, VECTOR_LESS)
    case .lessOrEqual: combine(instruction, VECTOR_LESS_OR_EQUAL)
    case .equal: combine(instruction, VECTOR_EQUAL)
    case .notEqual: combine(instruction, VECTOR_NOT_EQUAL)
    case .and: combine(instruction, VECTOR_AND)
    case .or: combine(instruction, VECTOR_OR)
    default: preconditionFailure("an operation has one of the ways to run")
    }
  }

  private func copy(_ instruction: ProgramInstruction) {
    let target = target(instruction.destination)
    if case .constant(let value) = instruction.first {
      target.update(repeating: value, count: count)
    } else {
      target.update(from: source(instruction.first), count: count)
    }
  }

  @inline(__always)
  private func unary(_ instruction: ProgramInstruction, _ function: (Float) -> Float) {
    let target = target(instruction.destination)
    let values = source(instruction.first)
    for index in 0..<count { target[index] = function(values[index]) }
  }

  private func combine(_ instruction: ProgramInstruction, _ operation: vector_operation) {
    let target = target(instruction.destination)
    withSource(instruction.first) { left, leftStep in
      withSource(instruction.second) { right, rightStep in
        vector_combine(operation, count, target, left, leftStep, right, rightStep)
      }
    }
  }

  private func power(_ instruction: ProgramInstruction) {
    let target = target(instruction.destination)
    withSource(instruction.first) { base, baseStep in
      withSource(instruction.second) { exponent, exponentStep in
        for index in 0..<count {
          target[index] = raised(base[index * Int(baseStep)], to: exponent[index * Int(exponentStep)])
        }
      }
    }
  }

  private func select(_ instruction: ProgramInstruction) {
    let target = target(instruction.destination)
    let condition = source(instruction.first)
    withSource(instruction.second) { yes, yesStep in
      withSource(instruction.third) { no, noStep in
        vector_select(count, target, condition, yes, yesStep, no, noStep)
      }
    }
  }

  /// Hands over a row with step 1, or a constant with step 0.
  @inline(__always)
  private func withSource(
    _ place: ProgramPlace, _ body: (_ values: UnsafePointer<Float>, _ step: Int32) -> Void
  ) {
    if case .constant(var value) = place { body(&value, 0) } else { body(source(place), 1) }
  }

  @inline(__always)
  private func target(_ place: ProgramPlace) -> UnsafeMutablePointer<Float> {
    switch place {
    case .output(let index): outputs[index] + start
    case .register(let index): scratch + index * PixelProgram.stripLength
    case .input, .constant: preconditionFailure("only registers and outputs are written")
    }
  }

  @inline(__always)
  private func source(_ place: ProgramPlace) -> UnsafePointer<Float> {
    switch place {
    case .input(let index): inputs[index] + start
    case .output(let index): UnsafePointer(outputs[index] + start)
    case .register(let index): UnsafePointer(scratch + index * PixelProgram.stripLength)
    case .constant: preconditionFailure("constants are taken out of the loops")
    }
  }
}

/// Never given a number below 0, the compiler needs no call that sets `errno`
/// and vectorises the loop.
@inline(__always)
private func squareRoot(_ value: Float) -> Float { (value < 0 ? .nan : value).squareRoot() }

@inline(__always)
private func isTrue(_ value: Float) -> Bool { value < 0 || value > 0 }
