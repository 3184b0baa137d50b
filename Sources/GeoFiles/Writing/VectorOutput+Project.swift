extension VectorOutput {
  /// Keeps a project of QGIS in a GeoPackage.
  ///
  /// Source: `QgsGeoPackageProjectStorage::writeProject`, which stores the
  /// archive of the project file as hexadecimal text.
  ///
  /// - Parameter archive: A zip archive that holds one project file.
  func appendProject(_ name: String, archive: [UInt8]) throws(OutputError) {
    let quoted = "'\(name.replacing("'", with: "''"))'"
    let metadata = "{\"last_modified_time\": \"\(lastChange.prefix(19))\", \"last_modified_user\": \"\"}"
    try execute("CREATE TABLE qgis_projects(name TEXT PRIMARY KEY, metadata BLOB, content BLOB)")
    try execute("INSERT INTO qgis_projects VALUES (\(quoted), '\(metadata)', '')")
    for start in stride(from: 0, to: archive.count, by: Self.pieceLength) {
      let text = Self.hexadecimal(archive[start..<min(archive.count, start + Self.pieceLength)])
      try execute("UPDATE qgis_projects SET content = content || '\(text)' WHERE name = \(quoted)")
    }
  }

  /// SQLite takes statements of a million bytes.
  private static let pieceLength = 1 << 18

  private static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
