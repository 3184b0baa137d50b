extension VectorOutput {
  /// Adds the table of styles that QGIS applies by itself, each to its layer.
  func appendStyles(_ styles: [(layer: String, qml: String)]) throws(OutputError) {
    let table = try makeLayer(
      "layer_styles", geometry: nil, crsWKT: "", columns: Self.styleColumns, options: ["FID=id"])
    for (layer, qml) in styles {
      let values: [VectorValue] = [
        .text(""), .text(""), .text(layer), .text("geom"), .text(layer), .text(qml), .text(""),
        .boolean(true), .text(""), .text(""), .text(""), .text(lastChange),
      ]
      try append(nil, values, to: table)
    }
  }

  /// The table that QGIS looks for (`QgsOgrProviderMetadata::saveStyle`).
  private static let styleColumns = [
    VectorColumn("f_table_catalog", .text), VectorColumn("f_table_schema", .text),
    VectorColumn("f_table_name", .text), VectorColumn("f_geometry_column", .text),
    VectorColumn("styleName", .text), VectorColumn("styleQML", .text), VectorColumn("styleSLD", .text),
    VectorColumn("useAsDefault", .boolean), VectorColumn("description", .text),
    VectorColumn("owner", .text), VectorColumn("ui", .text), VectorColumn("update_time", .dateTime),
  ]
}
