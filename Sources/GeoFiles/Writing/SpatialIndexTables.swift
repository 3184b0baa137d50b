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

  /// What fills the tables of an empty index, in statements of bounded length.
  func filling(_ cells: [PackedTree.Cell], nodeSize: Int) -> [String] {
    let tree = PackedTree(cells, capacity: (nodeSize - 4) / 24)
    let nodes = tree.nodes.enumerated().map { place, node in
      "(\(place + 1),X'\(Self.hex(node, depth: place == 0 ? tree.depth : 0, size: nodeSize))')"
    }
    let parents = tree.nodes.enumerated().compactMap { place, node in
      node.parent.map { "(\(place + 1),\($0))" }
    }
    let firstLeaf = tree.nodes.count - tree.leafCount
    let rows = tree.nodes.enumerated().dropFirst(firstLeaf).flatMap { place, node in
      node.cells.map { "(\($0.number),\(place + 1))" }
    }
    return Self.insertions(into: "\(name)_node", nodes, batch: 200)
      + Self.insertions(into: "\(name)_parent", parents, batch: 5000)
      + Self.insertions(into: "\(name)_rowid", rows, batch: 5000)
  }

  private static func insertions(into table: String, _ rows: [String], batch: Int) -> [String] {
    stride(from: 0, to: rows.count, by: batch).map { start in
      let values = rows[start..<min(start + batch, rows.count)].joined(separator: ",")
      return "INSERT OR REPLACE INTO \"\(table)\" VALUES \(values)"
    }
  }

  /// A node's bytes: depth, number of cells, then each with its number and
  /// least x, greatest x, least y, greatest y, all with the highest byte first.
  private static func hex(_ node: PackedTree.Node, depth: Int, size: Int) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    bytes.appendBigEndian(UInt16(depth))
    bytes.appendBigEndian(UInt16(node.cells.count))
    for cell in node.cells {
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
