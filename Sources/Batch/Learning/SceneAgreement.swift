import Pixels
import Spectral

/// Whether scenes can be learned from together.
struct SceneAgreement {
  private let scenes: [LearningScene]

  init(_ scenes: [LearningScene]) { self.scenes = scenes }

  /// Refuses scenes whose samples or pixels mean different things.
  func check(_ learning: LearningPlan) throws(TrainingError) {
    guard let first = scenes.first else { throw .noScenes }
    for scene in scenes.dropFirst() {
      for role in learning.roles
      where scene.calibration[role].isReflectance != first.calibration[role].isReflectance
        || scene.white(of: role) != first.white(of: role)
      {
        throw .differentScales(
          role: role.rawValue, first: first.file.locator.name, other: scene.file.locator.name)
      }
      let ratio = scene.pixelSideMetres / first.pixelSideMetres
      guard (0.98...1.02).contains(ratio), scene.hasPlace == first.hasPlace else {
        throw .differentPixelSides(first: first.file.locator.name, other: scene.file.locator.name)
      }
    }
  }
}
