/// What one vector operation does.
enum ProgramOperation: UInt8, Sendable {
  case copy, negate, not, absolute, squareRoot, exponential, logarithm
  case add, subtract, multiply, divide, power, minimum, maximum
  case less, lessOrEqual, equal, notEqual, and, or
  case select

  /// True where the operands may change places without a change of the result.
  var isCommutative: Bool {
    switch self {
    case .add, .multiply, .equal, .notEqual, .and, .or: true
    default: false
    }
  }
}

/// Where an operation reads or writes a strip.
enum ProgramPlace: Hashable, Sendable {
  case constant(Float)
  case input(Int)
  case output(Int)
  case register(Int)
}

/// One vector operation; operands that it does not take repeat the first.
struct ProgramInstruction: Sendable {
  var operation: ProgramOperation
  var destination: ProgramPlace
  var first: ProgramPlace
  var second: ProgramPlace
  var third: ProgramPlace

  init(_ operation: ProgramOperation, to destination: ProgramPlace, from places: [ProgramPlace]) {
    self.operation = operation
    self.destination = destination
    first = places[0]
    second = places.count > 1 ? places[1] : places[0]
    third = places.count > 2 ? places[2] : places[0]
  }
}
