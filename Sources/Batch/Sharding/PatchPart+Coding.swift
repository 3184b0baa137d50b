import FieldStatistics
import Grid
import Pixels
import Stitching

extension PatchPart {
  /// Pieces, and runs of the first and the last row; without whole patches.
  func encode(into bytes: inout [UInt8]) {
    bytes += pieces.bytes(from: rows.lowerBound)
    for edges in [top, bottom] {
      bytes.appendCompact(UInt64(edges.count))
      for edge in edges {
        bytes.append(edge.run.code)
        for number in [Int(edge.run.start), edge.run.count, edge.piece] {
          bytes.appendCompact(UInt64(number))
        }
      }
    }
  }

  /// Reads what `encode` wrote for some rows of a mosaic.
  ///
  /// - Throws: `TallyError`, `SealError`.
  init(decoding reader: inout TallyReader, rows: Range<Int>, width: Int, fieldCount: Int) throws {
    self.init(rows: rows)
    pieces = try [Patch](decoding: &reader, rows: rows, width: width, fieldCount: fieldCount)
    top = try Self.readEdges(&reader, width: width, pieceCount: pieces.count)
    bottom = try Self.readEdges(&reader, width: width, pieceCount: pieces.count)
  }

  private static func readEdges(
    _ reader: inout TallyReader, width: Int, pieceCount: Int
  ) throws -> [Edge] {
    var end = 0
    return try (0..<reader.count()).map { _ in
      let code = try reader.byte()
      let (start, count, piece) = (try reader.number(), try reader.number(), try reader.number())
      guard start >= end, count > 0, count <= width - start, piece < pieceCount else {
        throw SealError.impossible("run of a patch")
      }
      end = start + count
      return Edge(
        run: ClassRow.Run(start: Int32(start), end: Int32(start + count), code: code), piece: piece)
    }
  }
}

extension [Patch] {
  /// The number of patches, then each; rows are counted from one of the mosaic's.
  func bytes(from row: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendCompact(UInt64(count))
    for patch in self { patch.encode(into: &bytes, from: row) }
    return bytes
  }

  /// Reads patches of some rows of a mosaic.
  ///
  /// - Throws: `TallyError`, `SealError`.
  init(decoding reader: inout TallyReader, rows: Range<Int>, width: Int, fieldCount: Int) throws {
    self = try (0..<reader.count()).map { _ in
      let patch = try Patch(decoding: &reader, rows: rows, width: width)
      guard patch.fields.last?.fieldIndex ?? -1 < fieldCount else {
        throw SealError.impossible("field of a patch")
      }
      return patch
    }
  }
}

extension Patch {
  fileprivate func encode(into bytes: inout [UInt8], from row: Int) {
    bytes.append(code)
    let (columns, first) = (bounds.columns, bounds.rows.lowerBound)
    let columnRest: Int = columnSum - pixelCount * columns.lowerBound
    let rowRest: Int = rowSum - pixelCount * first
    let numbers: [Int] = [
      firstPixel.column, first - row, bounds.height, columns.lowerBound, columns.count,
      lastColumn - columns.lowerBound, pixelCount, columnRest, rowRest, fields.count,
    ]
    for number in numbers { bytes.appendCompact(UInt64(number)) }
    for share in fields {
      bytes.appendCompact(UInt64(share.fieldIndex))
      bytes.appendCompact(UInt64(share.pixelCount))
    }
  }

  fileprivate init(decoding reader: inout TallyReader, rows: Range<Int>, width: Int) throws {
    let code = try reader.byte()
    let numbers = try (0..<10).map { _ in try reader.number() }
    let columns = numbers[3]..<numbers[3] + numbers[4]
    let bounds = PixelWindow(
      columns: columns, rows: rows.lowerBound + numbers[1]..<rows.lowerBound + numbers[1] + numbers[2])
    let (first, last, pixels) = (numbers[0], columns.lowerBound + numbers[5], numbers[6])
    guard code != .nodata, !bounds.isEmpty, columns.upperBound <= width,
      bounds.rows.upperBound <= rows.upperBound, columns.contains(first), columns.contains(last),
      (1...bounds.pixelCount).contains(pixels), numbers[9] <= reader.remaining
    else { throw SealError.impossible("patch") }
    var fields: [FieldShare] = []
    for _ in 0..<numbers[9] {
      let (index, count) = (try reader.number(), try reader.number())
      guard index > fields.last?.fieldIndex ?? -1, (1...pixels).contains(count) else {
        throw SealError.impossible("field of a patch")
      }
      fields.append(FieldShare(fieldIndex: index, pixelCount: count))
    }
    self.init(
      code: code, pixelCount: pixels, firstPixel: PixelPoint(column: first, row: bounds.rows.lowerBound),
      id: bounds.rows.lowerBound * width + first, bounds: bounds,
      columnSum: numbers[7] + pixels * columns.lowerBound,
      rowSum: numbers[8] + pixels * bounds.rows.lowerBound, lastColumn: last, fields: fields)
  }
}
