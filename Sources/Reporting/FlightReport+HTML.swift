import Mustache

extension FlightReport {
  /// The report as one HTML page that needs no other file and no network.
  ///
  /// Everything in the report is escaped. The page shows numbers and pictures
  /// without scripts too; a script adds the slider and the sorting.
  ///
  /// - Throws: The template's own error, should it not parse.
  public func html() throws -> String {
    MustacheContentTypes.register(ScalarHTML(), named: ScalarHTML.name)
    var library = MustacheLibrary()
    try library.register(Self.tableTemplate, named: "table")
    let page = try MustacheTemplate(string: Self.pageTemplate)
    return page.render(context, library: library)
  }
}
