import Grid
import Learning
import Pixels
import Segmentation
import Spectral

/// One worker's access to a scene's calibrated bands and labels.
final class SceneReader {
  let scene: LearningScene
  private let roles: [BandRole]
  private let reader: WindowReader
  private let labels: any LabelReader
  /// The bands that a turned tile shows.
  private lazy var shown = WindowPlanes(count: roles.count)

  init(_ scene: LearningScene, roles: [BandRole]) throws {
    self.scene = scene
    self.roles = roles
    let reading = scene.reading(roles)
    reader = try WindowReader(
      scene.file, bandNumbers: reading.bandNumbers, calibrator: reading.calibrator)
    labels = try scene.labels.makeLabelReader()
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
    try reader.read(window, into: planes)
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
