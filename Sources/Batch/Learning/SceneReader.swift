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
    buffer.begin(rows: window.rows)
    try buffer.fill(window, bands: decoded, from: reader)
    let rows = StripRows(
      calibrator: calibrator, roleCount: roles.count, alphaPlane: alphaPlane)
    rows.use([buffer])
    for row in window.rows {
      planes.withPointers(row: row, column: window.columns.lowerBound) {
        _ = rows.read(row: row, columns: window.columns, into: $0)
      }
    }
  }

  /// The true classes of a changed tile, row after row; missing outside of
  /// the mosaic.
  func readLabels(_ core: PixelWindow, turned turn: TileTurn?) throws -> [ClassCode] {
    guard let turn else { return try readLabels(core) }
    let window = turn.sourceWindow(of: core).intersection(PixelWindow(scene.size))
    return turn.nearest(try readLabels(window), of: window, over: core)
  }

  /// Reads the bands of a changed tile; without a value outside of the mosaic.
  func readBands(
    _ window: PixelWindow, turned turn: TileTurn?, changed change: TileAugmentation,
    into planes: WindowPlanes
  ) throws {
    if let turn {
      try readBands(
        turn.sourceWindow(of: window).intersection(PixelWindow(scene.size)), into: shown)
      planes.move(to: window)
      for plane in roles.indices { turn.resample(shown, plane: plane, into: planes) }
    } else {
      try readBands(window, into: planes)
    }
    change.changeLight(of: planes.pointers, over: window, white: scene.white(of: roles.first ?? .green))
  }
}
