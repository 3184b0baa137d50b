import Foundation

/// A program that gets the summary on its standard input.
struct MailCommand {
  /// The program and its arguments.
  let words: [String]
  let jobFile: String
  /// A variable that the program is not to see.
  let secret: String?

  /// Runs the program; what went wrong, or `nil`. Its arguments may hold
  /// secrets, so only its name is told.
  func failure(of summary: NightSummary, _ patience: Notice.Patience) -> String? {
    let name = words.first ?? ""
    let arguments = words.dropFirst().map { $0.replacing("{subject}", with: summary.subject) }
    guard var program = OutsideProgram(place(of: name), arguments) else {
      return "there is no program '\(name)'" + (name.contains("/") ? "" : " on the search path")
    }
    program.environment["FURROW_SUBJECT"] = summary.subject
    if let secret { program.environment[secret] = .some(nil) }
    program.seconds = patience.seconds
    program.isStopped = patience.isStopped
    do {
      let ending = try program.run(input: summary.text)
      return ending.code == 0 ? nil : "'\(name)': \(ending.reason)"
    } catch {
      return "'\(name)' cannot be begun"
    }
  }

  /// A program with a relative path lies beside the job.
  private func place(of name: String) -> String {
    guard name.contains("/"), !name.hasPrefix("/") else { return name }
    return URL(fileURLWithPath: jobFile).deletingLastPathComponent().appendingPathComponent(name).path
  }
}
