extension SceneParameters {
  /// Checks every range.
  ///
  /// - Throws: `SceneError.parameter` for the first value outside of its range.
  public func validate() throws(SceneError) {
    try validateGrid()
    try validateStand()
    try require("weedsPerSquareMetre", weedsPerSquareMetre, in: 0...8)
    try require("weedTreatmentEffect", weedTreatmentEffect, in: 0...1)
    try require("focusSpacingMetres", focusSpacingMetres, in: 0.5...10_000)
    try require("focusChance", focusChance, in: 0...1)
    try require("diseaseSeverity", diseaseSeverity, in: 0...1)
    try require("soilContrast", soilContrast, in: 0...3)
    try require("readNoise", readNoise, in: 0...0.2)
    try require("shotNoise", shotNoise, in: 0...0.2)
    try require("frameSideMetres", frameSideMetres, in: 0.5...10_000)
    try require("exposureSpread", exposureSpread, in: 0...0.2)
    try require("vignetting", vignetting, in: 0...0.5)
  }

  private func validateGrid() throws(SceneError) {
    try require("size.width", Double(size.width), in: 64...120_000)
    try require("size.height", Double(size.height), in: 64...120_000)
    try require("pixelSizeMetres", pixelSizeMetres, in: 0.005...0.5)
    try require("blockAngleDegrees", blockAngleDegrees, in: -45...45)
    try require("fieldSideMetres", fieldSideMetres, in: 3...5000)
    try require("trackWidthMetres", trackWidthMetres, in: 0...50)
    try require("headlandMetres", headlandMetres, in: 0...50)
    try require("trialPlotLimit", Double(trialPlotLimit), in: 1...200)
  }

  private func validateStand() throws(SceneError) {
    guard !crops.isEmpty else {
      throw .parameter(name: "crops", value: "empty", reason: "a farm grows at least one crop")
    }
    for crop in crops {
      try require("\(crop.name): rowSpacingMetres", crop.rowSpacingMetres, in: 0.1...10)
      try require("\(crop.name): plantSpacingMetres", crop.plantSpacingMetres, in: 0.03...10)
      try require("\(crop.name): fullRadiusMetres", crop.fullRadiusMetres, in: 0.01...1.5)
    }
    try require("growthStage", growthStage, in: 0.05...1)
    try require("growthPerDay", growthPerDay, in: 0...0.2)
    try require("sizeSpread", sizeSpread, in: 0...0.25)
    try require("gapFraction", gapFraction, in: 0...0.9)
    try require("tramlineRows", Double(tramlineRows), in: 0...1000)
  }

  private func require(
    _ name: String, _ value: Double, in range: ClosedRange<Double>
  ) throws(SceneError) {
    guard !range.contains(value) else { return }
    throw .parameter(
      name: name, value: "\(value)", reason: "it must lie within \(range.lowerBound)...\(range.upperBound)")
  }
}
