import Grid
public import Pixels

/// Finds the connected patches of some classes in final rows.
///
/// A patch is handed to the sink once a row has come that it does not touch,
/// so that memory holds what touches the last row and nothing else. Patches
/// come in an order that depends on the raster alone: by the row after their
/// last, then by the leftmost column in their last row.
public final class PatchCollector {
  private let width: Int
  private let wanted: [Bool]
  private let reach: Int32
  private let sink: (Patch) -> Void
  var forest = PatchForest()
  private var spare = Slab<PatchForest.Node>(capacity: 256)
  private var renamed = Slab<Int32>(capacity: 256)
  var above = ClassRow()
  var aboveLabels = Slab<Int32>(capacity: 256)
  var labels = Slab<Int32>(capacity: 256)
  private var activeSpans = Slab<FieldSpan>(capacity: 16)
  var index: Int32 = 0
  /// What is kept of the first row, where the rows are a part of a raster.
  var pieces: PatchPieces?

  /// Makes a collector.
  ///
  /// - Parameters:
  ///   - width: The mosaic's width in pixels.
  ///   - classes: The classes whose patches are wanted; nodata is ignored.
  ///   - connectivity: Which pixels belong together.
  ///   - sink: Receives each patch once, on the thread that pushes.
  public init(
    width: Int, classes: Set<ClassCode>, connectivity: Connectivity = .eight,
    sink: @escaping (Patch) -> Void
  ) {
    self.width = width
    self.sink = sink
    reach = connectivity.reach
    wanted = (ClassCode.min...ClassCode.max).map { $0 != .nodata && classes.contains($0) }
  }

  /// Patches that touch the last row.
  var openPatchCount: Int { forest.nodes.count }

  /// Memory slots for the pixels of patches in fields.
  var shareCount: Int { forest.shares.count }

  /// Takes the next row.
  ///
  /// - Parameters:
  ///   - row: The row's final classes, of the mosaic's width.
  ///   - fields: Which columns belong to which field, by ascending start;
  ///     spans may overlap. Spans of one field do not overlap one another.
  public func push(_ row: ClassRow, fields: [FieldSpan] = []) {
    precondition(row.width == width, "the row is as wide as the mosaic")
    row.runs.withUnsafeBufferPointer { runs in
      fields.withUnsafeBufferPointer { connect(runs, $0) }
    }
    let isTop = pieces != nil && above.runs.isEmpty
    closeUntouched()
    above = row
    index += 1
    if isTop { markTop() }
  }

  /// Ends the raster: every patch still open goes to the sink.
  public func finish() {
    labels.removeAll()
    closeUntouched()
    above = ClassRow()
  }

  private func connect(
    _ runs: UnsafeBufferPointer<ClassRow.Run>, _ fields: UnsafeBufferPointer<FieldSpan>
  ) {
    labels.fill(-1, count: runs.count)
    activeSpans.removeAll()
    above.runs.withUnsafeBufferPointer { aboveRuns in
      var first = 0
      var nextSpan = 0
      for i in 0..<runs.count where wanted[Int(runs[i].code)] {
        let root = connect(runs[i], to: aboveRuns, first: &first)
        labels.base[i] = root
        if !fields.isEmpty { addShares(of: runs[i], to: root, fields, next: &nextSpan) }
      }
    }
  }

  private func connect(
    _ run: ClassRow.Run, to aboveRuns: UnsafeBufferPointer<ClassRow.Run>, first: inout Int
  ) -> Int32 {
    while first < aboveRuns.count, aboveRuns[first].end + reach <= run.start { first += 1 }
    var root: Int32 = -1
    var k = first
    while k < aboveRuns.count, aboveRuns[k].start < run.end + reach {
      if aboveRuns[k].code == run.code {
        let other = forest.find(aboveLabels.base[k])
        root = root < 0 ? other : forest.unite(root, other)
      }
      k += 1
    }
    if root < 0 { root = forest.makeNode(run, row: index, width: width) }
    forest.grow(root, by: run, row: index)
    return root
  }

  /// Adds the pixels that a run has in fields; runs come from left to right.
  private func addShares(
    of run: ClassRow.Run, to root: Int32, _ fields: UnsafeBufferPointer<FieldSpan>, next: inout Int
  ) {
    while next < fields.count, fields[next].start < run.end {
      activeSpans.append(fields[next])
      next += 1
    }
    var kept: Int32 = 0
    for i in 0..<Int32(activeSpans.count) {
      let span = activeSpans[i]
      let pixels = min(span.end, run.end) - max(span.start, run.start)
      if pixels > 0 { forest.addShare(to: root, fieldIndex: span.fieldIndex, pixels: Int(pixels)) }
      if span.end > run.end {
        activeSpans[kept] = span
        kept += 1
      }
    }
    activeSpans.truncate(to: Int(kept))
  }

  /// Keeps the patches that the new row touches and hands on the others.
  private func closeUntouched() {
    renamed.fill(-1, count: forest.nodes.count)
    spare.removeAll()
    for i in 0..<labels.count where labels.base[i] >= 0 {
      labels.base[i] = keep(forest.find(labels.base[i]))
    }
    for i in 0..<aboveLabels.count where aboveLabels.base[i] >= 0 {
      let root = forest.find(aboveLabels.base[i])
      if renamed[root] < 0 {
        renamed[root] = 0
        emit(forest.nodes[root])
      }
    }
    swap(&forest.nodes, &spare)
    swap(&labels, &aboveLabels)
  }

  private func keep(_ root: Int32) -> Int32 {
    if renamed[root] < 0 {
      let fresh = Int32(spare.count)
      renamed[root] = fresh
      spare.append(forest.nodes[root])
      spare[fresh].parent = fresh
    }
    return renamed[root]
  }

  private func emit(_ node: PatchForest.Node) {
    if node.topPiece >= 0 {
      pieces?.closed[forest.findPiece(node.topPiece)] = patch(node)
    } else {
      sink(patch(node))
    }
  }

  /// The patch of a node, whose shares are given back.
  func patch(_ node: PatchForest.Node) -> Patch {
    var fields: [Patch.FieldShare] = []
    var share = node.firstShare
    while share >= 0 {
      fields.append(
        Patch.FieldShare(
          fieldIndex: Int(forest.shares[share].fieldIndex), pixelCount: forest.shares[share].pixelCount))
      share = forest.shares[share].next
    }
    fields.sort { $0.fieldIndex < $1.fieldIndex }
    forest.freeShares(from: node.firstShare)
    return Patch(node, width: width, fields: fields)
  }
}

extension Patch {
  init(_ node: PatchForest.Node, width: Int, fields: [FieldShare]) {
    code = node.code
    pixelCount = node.pixelCount
    id = node.firstPixel
    firstPixel = PixelPoint(column: node.firstPixel % width, row: node.firstPixel / width)
    bounds = PixelWindow(
      columns: Int(node.firstColumn)..<Int(node.endColumn), rows: Int(node.firstRow)..<Int(node.endRow))
    columnSum = node.columnSum
    rowSum = node.rowSum
    lastColumn = Int(node.lastColumn)
    self.fields = fields
  }
}
