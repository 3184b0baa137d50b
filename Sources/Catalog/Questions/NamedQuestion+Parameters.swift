extension NamedQuestion.Parameter {
  static let group = Self(
    "group", "the group of classes", standard: .text("weed"),
    known: "SELECT DISTINCT class_group FROM v_class_areas ORDER BY 1")

  static let index = Self(
    "index", "the index, such as ndvi",
    known: "SELECT DISTINCT index_name FROM v_index_figures ORDER BY 1")

  static let field = Self(
    "field", "the field's id", known: "SELECT DISTINCT field_id FROM v_fields ORDER BY 1")

  static let wholePercent = Self(
    "percent", "how much of a field must hold data for it to count as shown in full",
    standard: .real(99))

  static let days = Self("days", "how many days", standard: .integer(10))

  static let on = Self("on", "the date from which they are counted back", standard: .text("now"))
}
