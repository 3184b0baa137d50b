/// A program of a scheduler.
struct SchedulerTool {
  let name: String

  /// Runs it.
  ///
  /// - Returns: What it wrote to standard output.
  /// - Throws: `ScheduleError.missing`, `ScheduleError.refused`.
  @discardableResult
  func callAsFunction(_ arguments: [String], input: String = "", accepts: (String) -> Bool = { _ in false })
    throws -> String
  {
    guard let program = OutsideProgram(name, arguments) else { throw ScheduleError.missing(tool: name) }
    let ending = try program.run(input: input)
    guard ending.code == 0 || accepts(ending.errors) else {
      throw ScheduleError.refused(
        tool: ([name] + arguments).joined(separator: " "), reason: ending.reason)
    }
    return ending.code == 0 ? ending.output : ""
  }
}
