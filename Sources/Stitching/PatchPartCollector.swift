public import Pixels

/// Finds the patches in some rows of a raster that is worked through in parts.
public final class PatchPartCollector {
  private let collector: PatchCollector
  private let whole = Whole()

  /// Gathers what the collector hands on.
  private final class Whole {
    var patches: [Patch] = []
  }

  /// Makes a collector; see `PatchCollector`.
  public init(width: Int, classes: Set<ClassCode>, connectivity: Connectivity = .eight) {
    let whole = whole
    collector = PatchCollector(width: width, classes: classes, connectivity: connectivity) {
      whole.patches.append($0)
    }
  }

  /// Begins with a row of the raster; before the first `push`.
  public func begin(row: Int) { collector.beginPart(row: Int32(row)) }

  /// Takes the next row; see `PatchCollector.push`.
  public func push(_ row: ClassRow, fields: [FieldSpan] = []) { collector.push(row, fields: fields) }

  /// Ends the part.
  public func finish(rows: Range<Int>) -> PatchPart {
    var part = collector.finishPart(rows: rows)
    part.whole = whole.patches
    return part
  }
}
