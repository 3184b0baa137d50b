import ArgumentParser
import Catalog
import Pixels
import Reporting

/// `furrow query`.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Answers a question or one SQL query from a catalog, without changing it.",
    usage: """
      furrow query <question> [--set <name=value> ...] [--limit <rows>] [--job <job.yaml>]
      furrow query --list
      """,
    discussion: """
      A question is one of those that --list shows. Anything else is one SELECT, VALUES or WITH statement \
      over the views that docs/catalog.md describes, such as v_flights, v_fields, v_class_areas, \
      v_index_figures, v_findings, v_season and v_queue.

      Examples:
        furrow query weediest --limit 3
        furrow query due --set days=7 --job jobs/demo.yaml
        furrow query weakest --set index=ndvi --json
        furrow query "select field_id, class, percent from v_class_areas order by percent desc"
        furrow query "select * from v_season where field_id = :field" --set field=north --csv
      """)

  @Argument(help: ArgumentHelp("The question or the statement.", valueName: "question"))
  var question: String?

  @Flag(help: "List the questions with what each leaves open.")
  var list = false

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "What the question leaves open, or a ':name' of the statement.", valueName: "name=value"))
  var values: [String] = []

  @Option(help: ArgumentHelp("The most rows to give back; 10,000 where it is not said.", valueName: "rows"))
  var limit: Int?

  @OptionGroup var source: CatalogOptions

  @OptionGroup var form: TableOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be 1 or more") }
    if list == (question != nil) { throw ValidationError("give a question, a statement or --list") }
    _ = try settings()
  }

  func run() throws {
    guard let question else { return form.write(QuestionList.table) { QuestionList.text } }
    let result = try answer(question)
    let table = Table(result)
    form.write(table) { table.rows.isEmpty ? "no rows\n" : TextTable(table.withoutEmptyColumns()).text }
    if result.isTruncated, limit == nil {
      ErrorRendering.write("furrow: only the first \(rowLimit) rows are shown; --limit gives more")
    }
  }

  private var rowLimit: Int { limit ?? 10_000 }

  private func answer(_ text: String) throws -> QueryResult {
    let (catalog, jobName) = try source.open()
    let values = try settings()
    guard text.wholeMatch(of: /[A-Za-z-]+/) != nil else {
      return try catalog.query(text, values: values.mapValues(CatalogValue.text), rowLimit: rowLimit)
    }
    guard let question = NamedQuestion.named(text) else {
      let nearest = NearestName.nearest(to: text, among: NamedQuestion.all.map(\.name))
      throw QuestionError.unknown(text, nearest: nearest)
    }
    return try catalog.answer(question, values: values, job: jobName, rowLimit: rowLimit)
  }

  private func settings() throws -> [String: String] {
    var settings: [String: String] = [:]
    for value in values {
      let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw ValidationError("--set takes a name and a value, such as days=7, not '\(value)'")
      }
      guard settings.updateValue(parts[1], forKey: parts[0]) == nil else {
        throw ValidationError("--set \(parts[0]) stands there twice")
      }
    }
    return settings
  }
}
