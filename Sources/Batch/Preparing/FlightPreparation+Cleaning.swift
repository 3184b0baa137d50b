import JobDefinition
import Pixels
import Segmentation
import Stitching

extension FlightPreparation {
  /// The job's local cleaning steps, in order.
  func localCleaning() -> ClassFilterChain {
    ClassFilterChain(job.job.cleaning.compactMap(localFilter))
  }

  private var background: ClassCode {
    job.legend?.background.code ?? job.job.segment?.otherwise ?? 0
  }

  private func localFilter(_ step: CleaningStep) -> (any ClassFilter)? {
    switch step {
    case .majority(let size): MajorityFilter(size: size)
    case .open(let code, let radius):
      MorphologicalFilter(.open, code: code, background: background, radius: radius)
    case .close(let code, let radius):
      MorphologicalFilter(.close, code: code, background: background, radius: radius)
    case .relabel, .sieve, .fillHoles: nil
    }
  }

  /// The step as a rule on connected components; `nil` for a local step.
  func componentRule(_ step: CleaningStep, pixelArea: Double) -> ComponentRule? {
    switch step {
    case .majority, .open, .close: nil
    case .relabel(let code, let limit, let become):
      ComponentRule(.relabel(from: code, to: become, size: Self.size(limit, pixelArea: pixelArea)))
    case .sieve(let area, let code, let connectivity):
      .sieve(
        belowPixels: Self.pixels(below: area, pixelArea: pixelArea), classes: code.map { [$0] },
        background: background, connectivity: connectivity == .four ? .four : .eight)
    case .fillHoles(let area):
      ComponentRule(
        .fillHoles(background: background, belowPixels: Self.pixels(below: area, pixelArea: pixelArea)),
        connectivity: .four)
    }
  }

  private static func size(_ limit: CleaningStep.AreaLimit, pixelArea: Double) -> ComponentRule.Size {
    switch limit {
    case .smallerThan(let area): .below(pixels(below: area, pixelArea: pixelArea))
    case .largerThan(let area): .atLeast(Int((area / pixelArea).rounded(.down)) + 1)
    }
  }

  /// The least number of pixels that is not smaller than an area.
  private static func pixels(below area: Double, pixelArea: Double) -> Int {
    Int((area / pixelArea).rounded(.up))
  }
}
