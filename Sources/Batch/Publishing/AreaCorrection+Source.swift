import Learning

extension AreaCorrection {
  /// Where intervals come from and what they do not cover, as a sentence
  /// without its full stop.
  var source: String {
    let scenes = sceneCount == 1 ? "1 scene" : "\(sceneCount) scenes"
    return switch place {
    case .block:
      "out-of-fold labels in \(placeCount) blocks of \(scenes); "
        + "differences between flights are not in the intervals"
    case .scene:
      "out-of-fold labels in \(scenes); the intervals hold for flights and fields like these"
    }
  }
}
