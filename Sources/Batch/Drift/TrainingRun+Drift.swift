import Learning
import Pixels
import Segmentation

extension TrainingRun {
  /// What flights will be compared with: the training scenes as the model sees
  /// them; where it has seen the labels, as the model of another fold does.
  func driftReference(
    _ stages: [GrownStage], _ decision: ForestDecision, on ground: TrainingGround
  ) throws -> DriftReference {
    observer.began("sampling what the model was trained on")
    let stacks = [nil] + (0..<ground.folds.count).map(Optional.some)
    let sampling = DriftSampling(
      try stacks.map { try stack(stages, fold: $0, isOpen: false, on: ground) }, decision: decision,
      featureNames: learning.texts.features)
    var reference = DriftReference(columns: sampling.columns)
    let windowLimit = max(
      4, min(DriftSampling.windowLimit, DriftSampling.referenceLimit / ground.scenes.count))
    for (number, scene) in ground.scenes.enumerated() {
      reference.append(
        name: scene.name, date: scene.date,
        sample: try sampling.sample(
          self.scene(number, on: ground, roles: sampling.stacks[0].roles), windowLimit: windowLimit,
          workerCount: threadCount, cancellation: cancellation))
    }
    return reference
  }

  private func scene(
    _ number: Int, on ground: TrainingGround, roles: [BandRole]
  ) -> DriftSampling.Scene {
    let (scene, folds) = (ground.scenes[number], ground.folds)
    let reading = scene.reading(roles)
    return DriftSampling.Scene(
      size: scene.size,
      makeReader: {
        try WindowReader(scene.file, bandNumbers: reading.bandNumbers, calibrator: reading.calibrator)
      },
      judge: { row, column in
        let block = scene.blocks.block(row: row, column: column)
        return block.flatMap { folds.foldOfBlock[BlockID(scene: number, number: $0)] }.map { $0 + 1 } ?? 0
      })
  }
}
