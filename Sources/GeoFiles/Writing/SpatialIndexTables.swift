/// The spatial index of a point layer of a GeoPackage, as SQL.
///
/// GDAL 3.6 fills an R-tree point by point, which takes longer than writing the
/// points; here the tables behind it are filled with a packed tree.
///
/// Source: GeoPackage 1.2, annex F.3 (extension `gpkg_rtree_index`) for the
/// tables and triggers, <https://www.geopackage.org/spec120/>; for the nodes
/// SQLite's R*Tree documentation, <https://www.sqlite.org/rtree.html>.
struct SpatialIndexTables {
  let layer: String
  let idColumn: String

  private var name: String { "rtree_\(layer)_geom" }

  /// What makes an empty index and registers it.
  var creation: [String] {
    [
      "CREATE VIRTUAL TABLE \"\(name)\" USING rtree(id, minx, maxx, miny, maxy)",
      """
      INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope) VALUES \
      ('\(layer)', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')
      """,
    ] + triggers
  }

  /// Asks for the bytes of a node.
  var nodeSizeQuery: String { "SELECT length(data) AS size FROM \"\(name)_node\" WHERE nodeno = 1" }

  /// Hands over what fills the tables of an empty index, in statements of
  /// bounded length.
  func fill<Failure>(
    _ cells: consuming [PackedTree.Cell], nodeSize: Int, execute: (String) throws(Failure) -> Void
  ) throws(Failure) {
    let tree = PackedTree(cells, capacity: (nodeSize - 4) / 24)
    var nodes = Insertion(table: "\(name)_node", rowLimit: 200)
    var parents = Insertion(table: "\(name)_parent", rowLimit: 5000)
    var rows = Insertion(table: "\(name)_rowid", rowLimit: 5000)
    try tree.forEachNode { number, cells, isLeaf throws(Failure) in
      let hex = Self.hex(cells, depth: number == 1 ? tree.depth : 0, size: nodeSize)
      try nodes.add("(\(number),X'\(hex)')", execute)
      for cell in cells {
        if isLeaf {
          try rows.add("(\(cell.number),\(number))", execute)
        } else {
          try parents.add("(\(cell.number),\(number))", execute)
        }
      }
    }
    try nodes.end(execute)
    try parents.end(execute)
    try rows.end(execute)
  }

  /// Rows for a table until there are enough for a statement.
  private struct Insertion {
    let table: String
    let rowLimit: Int
    private var values = ""
    private var rowCount = 0

    init(table: String, rowLimit: Int) {
      self.table = table
      self.rowLimit = rowLimit
    }

    mutating func add<Failure>(
      _ row: String, _ execute: (String) throws(Failure) -> Void
    ) throws(Failure) {
      if rowCount > 0 { values += "," }
      values += row
      rowCount += 1
      if rowCount == rowLimit { try end(execute) }
    }

    mutating func end<Failure>(_ execute: (String) throws(Failure) -> Void) throws(Failure) {
      guard rowCount > 0 else { return }
      try execute("INSERT OR REPLACE INTO \"\(table)\" VALUES \(values)")
      values.removeAll(keepingCapacity: true)
      rowCount = 0
    }
  }

  /// A node's bytes: depth, number of cells, then each with its number and
  /// least x, greatest x, least y, greatest y, all with the highest byte first.
  private static func hex(_ cells: ArraySlice<PackedTree.Cell>, depth: Int, size: Int) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    bytes.appendBigEndian(UInt16(depth))
    bytes.appendBigEndian(UInt16(cells.count))
    for cell in cells {
      bytes.appendBigEndian(UInt64(bitPattern: cell.number))
      for value in [cell.least.x, cell.most.x, cell.least.y, cell.most.y] {
        bytes.appendBigEndian(value.bitPattern)
      }
    }
    bytes.append(contentsOf: repeatElement(0, count: size - bytes.count))
    let digits = Array("0123456789ABCDEF".utf8)
    return String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
      for (place, byte) in bytes.enumerated() {
        text[2 * place] = digits[Int(byte >> 4)]
        text[2 * place + 1] = digits[Int(byte & 15)]
      }
      return 2 * bytes.count
    }
  }

  /// What keeps the index true when people edit the layer.
  private var triggers: [String] {
    let id = "\"\(idColumn)\""
    let filled = "(NEW.\"geom\" NOTNULL AND NOT ST_IsEmpty(NEW.\"geom\"))"
    let empty = "(NEW.\"geom\" ISNULL OR ST_IsEmpty(NEW.\"geom\"))"
    let put = """
      INSERT OR REPLACE INTO "\(name)" VALUES (NEW.\(id), ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), \
      ST_MinY(NEW."geom"), ST_MaxY(NEW."geom"));
      """
    let drop = "DELETE FROM \"\(name)\" WHERE id = OLD.\(id);"
    return [
      ("insert", "INSERT", "WHEN \(filled)", put),
      ("update1", "UPDATE OF \"geom\"", "WHEN OLD.\(id) = NEW.\(id) AND \(filled)", put),
      ("update2", "UPDATE OF \"geom\"", "WHEN OLD.\(id) = NEW.\(id) AND \(empty)", drop),
      ("update3", "UPDATE", "WHEN OLD.\(id) != NEW.\(id) AND \(filled)", drop + " " + put),
      (
        "update4", "UPDATE", "WHEN OLD.\(id) != NEW.\(id) AND \(empty)",
        "DELETE FROM \"\(name)\" WHERE id IN (OLD.\(id), NEW.\(id));"
      ),
      ("delete", "DELETE", "WHEN OLD.\"geom\" NOT NULL", drop),
    ].map { suffix, event, condition, action in
      "CREATE TRIGGER \"\(name)_\(suffix)\" AFTER \(event) ON \"\(layer)\" \(condition) BEGIN \(action) END"
    }
  }
}

extension [UInt8] {
  /// Appends a number, its highest byte first.
  fileprivate mutating func appendBigEndian(_ number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
  }
}
