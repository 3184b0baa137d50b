/// A table of the page, before it becomes markup.
struct PageTable {
  struct Column {
    let title: String
    var unit = ""
    var isNumber = true
    var isSortable = true
  }

  struct Cell {
    var text = ""
    /// Markup made by `Chart`, in place of text.
    var chart = ""
    /// What the table is sorted by.
    var key = ""

    static func text(_ text: String) -> Cell { Cell(text: text, key: text) }

    static func chart(_ markup: String) -> Cell { Cell(chart: markup) }

    static func number(_ value: Double?, _ decimals: Int) -> Cell {
      guard let value, value.isFinite else { return Cell(text: Figures.missing) }
      return Cell(text: Figures.shown(value, decimals), key: "\(value)")
    }

    static func percent(_ share: Double?) -> Cell {
      guard let share, share.isFinite else { return Cell(text: Figures.missing) }
      return Cell(text: Figures.percent(share), key: "\(share)")
    }
  }

  let caption: String
  let columns: [Column]
  var rows: [[Cell]]

  /// What the template sees; the first cell of each row is its header.
  var context: [String: Any] {
    [
      "caption": caption,
      "columns": columns.map { column -> [String: Any] in
        [
          "title": column.title, "unit": column.unit, "hasUnit": !column.unit.isEmpty,
          "kind": column.isNumber ? "number" : "text", "isSortable": column.isSortable,
        ]
      },
      "rows": rows.map { row -> [String: Any] in
        [
          "heads": row.prefix(1).map { ["text": $0.text, "key": $0.key] as [String: Any] },
          "cells": zip(columns, row).dropFirst().map { cell($1, $0) },
        ]
      },
    ]
  }

  private func cell(_ cell: Cell, _ column: Column) -> [String: Any] {
    [
      "text": cell.text, "chart": cell.chart, "key": cell.key, "isChart": !cell.chart.isEmpty,
      "kind": column.isNumber ? "number" : "text",
    ]
  }
}
