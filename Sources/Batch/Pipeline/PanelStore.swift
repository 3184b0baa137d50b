import Grid

/// The decoded panels that tiles still need, and the rows that each hands to the
/// panel below it.
///
/// Not safe to share: its run calls it under a lock, except for `complete`.
final class PanelStore {
  /// A panel between its first decoded piece and its last tile.
  private struct Panel {
    let buffer: StripBuffer
    var pieceCount: Int
    var tileCount: Int
  }

  private let layout: PanelLayout
  private let shape: StripBuffer.Layout
  private let firstStrip: Int
  private let storage = StoragePool()
  private var panels: [FlightTasks.PanelKey: Panel] = [:]
  /// The last rows of the strip before, by panel.
  private var carried: [Int: StripBuffer] = [:]
  /// By panel, the first strip that has not been decoded.
  private var undecoded: [Int]

  init(_ plan: FlightPlan, layout: PanelLayout, firstStrip: Int) {
    self.layout = layout
    self.firstStrip = firstStrip
    shape = plan.bufferLayout
    undecoded = Array(repeating: firstStrip, count: layout.panels.count)
  }

  /// True where the panel above is complete, so that its last rows are known.
  func canDecode(_ key: FlightTasks.PanelKey) -> Bool { undecoded[key.panel] >= key.strip }

  /// True where all panels under a tile are complete.
  func canSegment(strip: Int, tile: Int) -> Bool {
    layout.panels(under: tile).allSatisfy { undecoded[$0] > strip }
  }

  /// The buffer that a panel is decoded into.
  func buffer(for key: FlightTasks.PanelKey) -> StripBuffer {
    if let panel = panels[key] { return panel.buffer }
    let columns = layout.panels[key.panel]
    var shape = shape
    (shape.firstColumn, shape.width) = (columns.lowerBound, columns.count)
    shape.capacity = layout.rows(of: key.strip).count
    let buffer = StripBuffer(shape, in: storage.take(byteCount: largestByteCount))
    buffer.begin(rows: layout.rows(of: key.strip))
    let pieces = layout.pieces(of: key, isFirst: key.strip == firstStrip).count
    panels[key] = Panel(
      buffer: buffer, pieceCount: max(1, pieces), tileCount: layout.tileCount(over: key.panel))
    return buffer
  }

  /// Notes a decoded piece; true where it was the panel's last.
  func pieceDecoded(_ key: FlightTasks.PanelKey) -> Bool {
    panels[key]?.pieceCount -= 1
    return panels[key]?.pieceCount == 0
  }

  /// The rows that the panel above left and this one takes over and then
  /// leaves its own in; `nil` where strips share no rows.
  func carriedRows(_ key: FlightTasks.PanelKey) -> StripBuffer? {
    guard layout.carriedCapacity > 0 else { return nil }
    if let buffer = carried[key.panel] { return buffer }
    let columns = layout.panels[key.panel]
    var shape = shape
    (shape.firstColumn, shape.width) = (columns.lowerBound, columns.count)
    shape.capacity = layout.carriedCapacity
    let buffer = StripBuffer(shape)
    carried[key.panel] = buffer
    return buffer
  }

  /// Takes the shared rows over and leaves those for the panel below. Only the
  /// worker that decoded a panel's last piece calls this, and nobody else looks
  /// at the panel before `panelComplete`.
  static func complete(_ buffer: StripBuffer, carried: StripBuffer?, leaving rows: Range<Int>) {
    guard let carried else { return }
    buffer.copyShared(from: carried)
    carried.begin(rows: rows)
    carried.copyShared(from: buffer)
  }

  /// Lets tiles look at a panel.
  func panelComplete(_ key: FlightTasks.PanelKey) { undecoded[key.panel] = key.strip + 1 }

  /// The panels under a tile, from left to right.
  func buffers(strip: Int, tile: Int) -> [StripBuffer] {
    layout.panels(under: tile).compactMap {
      panels[FlightTasks.PanelKey(strip: strip, panel: $0)]?.buffer
    }
  }

  /// Drops the panels that no other tile needs.
  func tileSegmented(strip: Int, tile: Int) {
    for panel in layout.panels(under: tile) {
      let key = FlightTasks.PanelKey(strip: strip, panel: panel)
      panels[key]?.tileCount -= 1
      if let done = panels[key], done.tileCount == 0 {
        panels[key] = nil
        storage.give(done.buffer.storage)
      }
    }
  }

  /// The bytes of the largest panel, so that any storage serves any panel.
  private var largestByteCount: Int {
    var shape = shape
    shape.width = layout.panels.map(\.count).max() ?? 0
    return shape.byteCount
  }
}
