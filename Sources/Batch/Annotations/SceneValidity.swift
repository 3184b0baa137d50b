import Grid
import Learning
import Pixels
import Segmentation

/// Tells which pixels of a scene its mosaic covers, by all its bands.
final class SceneValidity: ValidityReader {
  private let reader: SceneReader
  private let planes: WindowPlanes

  /// Opens the mosaic; `nil` where it has no band whose role is known.
  init?(_ scene: LearningScene) throws {
    let roles = scene.bands.roles.filter { $0 != .alpha }
    guard !roles.isEmpty else { return nil }
    reader = try SceneReader(scene, roles: roles)
    planes = WindowPlanes(count: roles.count)
  }

  func readValidity(
    _ window: PixelWindow, into validity: UnsafeMutablePointer<UInt8>, stride: Int
  ) throws {
    try reader.readBands(window, into: planes)
    for row in 0..<window.height {
      let line = planes[0] + row * window.width
      for column in 0..<window.width { validity[row * stride + column] = line[column].isNaN ? 0 : 1 }
    }
  }
}
