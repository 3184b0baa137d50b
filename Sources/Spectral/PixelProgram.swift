/// Several expressions compiled into one list of vector operations.
///
/// What the expressions share is worked out once. The operations run over strips
/// of pixels that stay in the nearest cache; each is one loop in single
/// precision, in the order in which the expression is written. `ln`, `exp` and
/// powers other than small whole ones go through double precision, so that the
/// result does not depend on the machine's mathematics library.
public struct PixelProgram: Sendable {
  /// The number of pixels that are worked out together.
  static let stripLength = 512

  /// The names of the input rows, in their order.
  public let inputs: [String]
  /// The number of output rows.
  public let outputCount: Int
  /// The number of floats that `run` needs as scratch.
  public var scratchCount: Int { registerCount * Self.stripLength }

  let instructions: [ProgramInstruction]
  let registerCount: Int

  /// Compiles expressions.
  ///
  /// - Parameters:
  ///   - outputs: One expression for each output row, with indices written out
  ///     and neither filters nor automatic thresholds left.
  ///   - inputs: The names of the input rows; each once.
  /// - Throws: `ProgramError`.
  public init(outputs: [Expression], inputs: [String]) throws(ProgramError) {
    precondition(Set(inputs).count == inputs.count, "each input has its own name")
    var graph = ProgramGraph(inputs: inputs)
    var roots: [Int] = []
    for output in outputs { roots.append(try graph.value(of: output)) }
    let schedule = ProgramSchedule(graph, outputs: roots)
    self.inputs = inputs
    outputCount = outputs.count
    instructions = schedule.instructions
    registerCount = schedule.registerCount
  }

  /// Works out every output for some pixels.
  ///
  /// Allocates nothing.
  ///
  /// - Parameters:
  ///   - count: The number of pixels.
  ///   - inputs: One row for each input.
  ///   - outputs: One row for each output; they overlap neither each other nor
  ///     an input.
  ///   - scratch: Room for `scratchCount` floats that nothing else uses.
  public func run(
    count: Int, inputs: UnsafePointer<UnsafePointer<Float>>,
    outputs: UnsafePointer<UnsafeMutablePointer<Float>>, scratch: UnsafeMutablePointer<Float>
  ) {
    instructions.withUnsafeBufferPointer { instructions in
      var strip = ProgramStrip(start: 0, count: 0, inputs: inputs, outputs: outputs, scratch: scratch)
      while strip.start < count {
        strip.count = min(Self.stripLength, count - strip.start)
        for index in instructions.indices { strip.run(instructions[index]) }
        strip.start += Self.stripLength
      }
    }
  }
}

/// Why expressions cannot be compiled.
public enum ProgramError: Error, Hashable, Sendable {
  /// No input has this name; perhaps the nearest was meant.
  case unknownInput(String, nearest: String?)
  /// A neighbourhood filter cannot be worked out pixel by pixel.
  case filter(String)
  /// An automatic threshold has not been fixed.
  case automaticThreshold(String)
}

extension ProgramError: CustomStringConvertible {
  /// One sentence that names the part.
  public var description: String {
    switch self {
    case .unknownInput(let name, let nearest):
      "no input is named '\(name)'" + (nearest.map { ", did you mean '\($0)'" } ?? "")
    case .filter(let text): "'\(text)' cannot be worked out pixel by pixel"
    case .automaticThreshold(let text): "the threshold '\(text)' has not been fixed"
    }
  }
}
