import ArgumentParser
import Reporting

/// The form of a written report.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case html, pdf, md, json, csv

  /// The format that a file's name calls for.
  init?(path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
    let ending = name[name.index(after: dot)...].lowercased()
    self.init(rawValue: ["htm": "html", "markdown": "md"][ending] ?? ending)
  }
}

/// The language of a written report.
enum LanguageOption: String, ExpressibleByArgument, CaseIterable {
  case en, de, fr, es, pt

  var language: ReportLanguage { ReportLanguage(rawValue: rawValue) ?? .english }
}

/// Where a report goes, in which form and language.
struct ReportPageOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write a report to a file; or, into a folder, pages of all fields and flights.", valueName: "path"),
    completion: .file())
  var to: String?

  @Option(help: "The report's form, where the file's name does not say it.")
  var format: ReportFormat?

  @Option(help: "The language of headings and fixed sentences.")
  var language: LanguageOption?

  @Option(help: ArgumentHelp("The flight to report, in place of a field.", valueName: "name"))
  var flight: String?

  func validate() throws {
    guard to == nil else { return }
    if format != nil || language != nil || flight != nil {
      throw ValidationError("--format, --language and --flight go with --to")
    }
  }
}
