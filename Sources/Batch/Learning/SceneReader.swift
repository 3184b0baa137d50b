import Grid
import Learning
import Pixels
import Segmentation
import Spectral

/// One worker's access to a scene's calibrated bands and labels.
final class SceneReader {
  let scene: LearningScene
  private let roles: [BandRole]
  private let reader: any TileReader
  private let labels: any LabelReader
  private let bandNumbers: [Int]
  private let calibrator: BandCalibrator
  /// The bands that a turned tile shows.
  private lazy var shown = WindowPlanes(count: roles.count)

  init(_ scene: LearningScene, roles: [BandRole]) throws {
    self.scene = scene
    self.roles = roles
    reader = try scene.file.makeReader()
    labels = try scene.labels.makeLabelReader()
    (bandNumbers, calibrator) = scene.reading(roles)
  }

  /// The true classes of a window, row after row.
  func readLabels(_ window: PixelWindow) throws -> [ClassCode] {
    var classes = [ClassCode](repeating: .nodata, count: window.pixelCount)
    guard !window.isEmpty else { return classes }
    try classes.withUnsafeMutableBufferPointer {
      try labels.read(window, into: $0.baseAddress.unsafelyUnwrapped, stride: window.width)
    }
    return classes
  }

  /// Reads the calibrated bands of a window within the mosaic.
  func readBands(_ window: PixelWindow, into planes: WindowPlanes) throws {
    planes.move(to: window)
    let mosaic = scene.file.mosaic
    var decoded = bandNumbers
    var alphaPlane: Int?
    if case .alpha(let band) = mosaic.mask {
      alphaPlane = decoded.count
      decoded.append(band)
    }
    let buffer = StripBuffer(
      StripBuffer.Layout(
        firstColumn: window.columns.lowerBound, width: window.width, capacity: window.height,
        planeCount: decoded.count, sampleType: mosaic.sampleType, hasMask: mosaic.mask == .file))
    _ = buffer.begin(rows: window.rows, after: nil)
    try buffer.fill(window, bands: decoded, from: reader)
    let rows = StripRows(
      calibrator: calibrator, roleCount: roles.count, alphaPlane: alphaPlane, buffer: buffer)
    for row in window.rows {
      planes.withPointers(row: row, column: window.columns.lowerBound) {
        _ = rows.read(row: row, columns: window.columns, into: $0)
      }
    }
  }

  /// Reads a changed tile: bands over `window`, labels of `core`.
  ///
  /// Outside of the mosaic bands have no value and labels are missing.
  func readChanged(
    _ change: TileAugmentation, core: PixelWindow, window: PixelWindow, into planes: WindowPlanes
  ) throws -> [ClassCode] {
    let mosaic = PixelWindow(scene.size)
    var classes: [ClassCode]
    if let turn = change.turn(of: core) {
      classes = try turned(turn, core: core, window: window, mosaic: mosaic, into: planes)
    } else {
      try readBands(window, into: planes)
      classes = try readLabels(core)
    }
    let white = scene.white(of: roles.first ?? .green)
    change.changeLight(of: planes.pointers, over: window, white: white)
    return classes
  }

  private func turned(
    _ turn: TileTurn, core: PixelWindow, window: PixelWindow, mosaic: PixelWindow,
    into planes: WindowPlanes
  ) throws -> [ClassCode] {
    try readBands(turn.sourceWindow(of: window).intersection(mosaic), into: shown)
    planes.move(to: window)
    for plane in roles.indices { turn.resample(shown, plane: plane, into: planes) }
    let labelWindow = turn.sourceWindow(of: core).intersection(mosaic)
    let labels = try readLabels(labelWindow)
    return turn.nearest(labels, of: labelWindow, over: core)
  }
}
