import Mustache

extension EvaluationReport {
  /// The report as one HTML page that needs no other file and no network.
  ///
  /// Everything in the report is escaped. The page shows all without scripts
  /// too; a script adds the sorting of tables.
  ///
  /// - Throws: The template's own error, should it not parse.
  public func html() throws -> String {
    MustacheContentTypes.register(ScalarHTML(), named: ScalarHTML.name)
    var library = MustacheLibrary()
    try library.register(FlightReport.tableTemplate, named: "table")
    try library.register(Self.diagramTemplate, named: "diagram")
    let page = try MustacheTemplate(string: Self.pageTemplate)
    return page.render(pageContext, library: library)
  }
}
