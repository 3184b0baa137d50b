/// The instructions that work out a graph's outputs, with a place for each value.
struct ProgramSchedule {
  private(set) var instructions: [ProgramInstruction] = []
  private(set) var registerCount = 0
  private var free: [Int] = []
  private var places: [Int: ProgramPlace] = [:]

  init(_ graph: ProgramGraph, outputs: [Int]) {
    let lastUse = Self.lastUses(graph, outputs: outputs)
    for (number, value) in graph.values.enumerated() {
      switch value {
      case .constant(let bits): places[number] = .constant(Float(bitPattern: bits))
      case .input(let index): places[number] = .input(index)
      case .operation(let operation, let operands):
        guard lastUse[number] != nil else { continue }
        emit(operation, operands, number: number, output: outputs.firstIndex(of: number))
        for operand in Set(operands) where lastUse[operand] == number { release(operand) }
      }
    }
    for (index, number) in outputs.enumerated() {
      guard let place = places[number], place != .output(index) else { continue }
      instructions.append(ProgramInstruction(.copy, to: .output(index), from: [place]))
    }
  }

  /// The last value that reads each value; outputs are read for ever, and what
  /// nothing reads is missing.
  private static func lastUses(_ graph: ProgramGraph, outputs: [Int]) -> [Int: Int] {
    var lastUse: [Int: Int] = [:]
    for output in outputs { lastUse[output] = .max }
    for (number, value) in graph.values.enumerated().reversed() {
      guard lastUse[number] != nil, case .operation(_, let operands) = value else { continue }
      for operand in operands { lastUse[operand] = max(lastUse[operand] ?? 0, number) }
    }
    return lastUse
  }

  /// The destination is never a place that the operation reads, so that the
  /// loops may be vectorised.
  private mutating func emit(
    _ operation: ProgramOperation, _ operands: [Int], number: Int, output: Int?
  ) {
    let destination = output.map(ProgramPlace.output) ?? .register(takeRegister())
    instructions.append(
      ProgramInstruction(operation, to: destination, from: operands.compactMap { places[$0] }))
    places[number] = destination
  }

  private mutating func takeRegister() -> Int {
    if let register = free.popLast() { return register }
    registerCount += 1
    return registerCount - 1
  }

  private mutating func release(_ number: Int) {
    if case .register(let register) = places[number] { free.append(register) }
  }
}
