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
    case .add: binary(instruction) { $0 + $1 }
    case .subtract: binary(instruction) { $0 - $1 }
    case .multiply: binary(instruction) { $0 * $1 }
    case .divide: binary(instruction) { $0 / $1 }
    case .power: binary(instruction) { raised($0, to: $1) }
    default: choose(instruction)
    }
  }

  private func choose(_ instruction: ProgramInstruction) {
    switch instruction.operation {
    case .minimum: binary(instruction) { notANumber($1, else: $1 < $0 ? $1 : $0) }
    case .maximum: binary(instruction) { notANumber($1, else: $1 > $0 ? $1 : $0) }
    case .less: binary(instruction) { $0 < $1 ? 1 : 0 }
    case .lessOrEqual: binary(instruction) { $0 <= $1 ? 1 : 0 }
    case .equal: binary(instruction) { $0 == $1 ? 1 : 0 }
    case .notEqual: binary(instruction) { $0 < $1 || $0 > $1 ? 1 : 0 }
    case .and: binary(instruction) { isTrue($0) && isTrue($1) ? 1 : 0 }
    case .or: binary(instruction) { isTrue($0) || isTrue($1) ? 1 : 0 }
    default: select(instruction)
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

  @inline(__always)
  private func binary(_ instruction: ProgramInstruction, _ function: (Float, Float) -> Float) {
    let target = target(instruction.destination)
    if case .constant(let left) = instruction.first {
      let right = source(instruction.second)
      for index in 0..<count { target[index] = function(left, right[index]) }
    } else if case .constant(let right) = instruction.second {
      let left = source(instruction.first)
      for index in 0..<count { target[index] = function(left[index], right) }
    } else {
      let left = source(instruction.first)
      let right = source(instruction.second)
      for index in 0..<count { target[index] = function(left[index], right[index]) }
    }
  }

  private func select(_ instruction: ProgramInstruction) {
    let target = target(instruction.destination)
    let condition = source(instruction.first)
    switch (instruction.second, instruction.third) {
    case (.constant(let yes), .constant(let no)):
      for index in 0..<count { target[index] = isTrue(condition[index]) ? yes : no }
    case (.constant(let yes), let other):
      let no = source(other)
      for index in 0..<count { target[index] = isTrue(condition[index]) ? yes : no[index] }
    case (let other, .constant(let no)):
      let yes = source(other)
      for index in 0..<count { target[index] = isTrue(condition[index]) ? yes[index] : no }
    case (let first, let second):
      let yes = source(first)
      let no = source(second)
      for index in 0..<count {
        let (kept, other) = (yes[index], no[index])
        target[index] = isTrue(condition[index]) ? kept : other
      }
    }
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

@inline(__always)
private func notANumber(_ value: Float, else other: Float) -> Float { value != value ? value : other }
