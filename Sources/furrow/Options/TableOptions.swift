import ArgumentParser
import Reporting

/// In which form a table is written.
struct TableOptions: ParsableArguments {
  @Flag(help: "Write JSON: an array with one object a row, numbers unrounded.")
  var json = false

  @Flag(help: "Write CSV, numbers unrounded.")
  var csv = false

  func validate() throws {
    if json, csv { throw ValidationError("--json and --csv exclude each other") }
  }

  /// True where a program reads on.
  var isForPrograms: Bool { json || csv }

  /// Writes a table as JSON or CSV, or else what people read.
  func write(_ table: Table, orText text: () -> String) {
    if json {
      Output.write(JSONValue.lines(of: table))
    } else if csv {
      Output.write(CSVWriter(table).text)
    } else {
      Output.write(text())
    }
  }
}
