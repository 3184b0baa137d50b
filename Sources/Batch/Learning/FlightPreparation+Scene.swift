import Pixels
import Segmentation

extension FlightPreparation {
  /// Lays the job's rules over a scene, which need not lie anywhere.
  ///
  /// Thresholds are drawn as a run draws them, and the same bands are read, so
  /// that the same pixels have data.
  ///
  /// - Throws: What is wrong with the job on these pixels.
  func rules(over scene: LearningScene, cleaning: ClassFilterChain) throws -> RuleSegmenter {
    try checkIndices(scene.bands, scene.calibration)
    var draft = Draft(
      file: scene.file, bands: scene.bands, calibration: scene.calibration, coverages: [],
      pixelArea: scene.pixelSideMetres * scene.pixelSideMetres)
    try draw(&draft)
    return try RuleSegmenter(
      rules: draft.rules, otherwise: job.job.segment?.otherwise ?? 0, indices: [],
      picture: readBesides(scene),
      cleaning: cleaning, pixelSideMetres: scene.pixelSideMetres)
  }

  /// The bands that a run reads for the picture and the indices.
  func readBesides(_ scene: LearningScene) -> [BandRole] {
    let names = job.indices.reduce(into: Set<String>()) { $0.formUnion($1.expression.names) }
    return pictureRoles(scene.bands) + BandRole.allCases.filter { names.contains($0.rawValue) }
  }
}
