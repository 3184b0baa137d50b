import ArgumentParser

/// `furrow annotations`.
struct AnnotationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "annotations",
    abstract: "Checks labels and says where to label next.",
    discussion: """
      Bad labels are the commonest reason for a bad model. A job needs a name, a sensor, a legend and \
      the scenes of `train` with their labels for this, no features and no model. What is found is \
      written as a GeoPackage that opens in QGIS beside the mosaic; docs/annotations.md says what each \
      finding means.

      Examples:
        furrow annotations check labels.yaml
        furrow annotations suggest labels.yaml --count 10
      """,
    subcommands: [AnnotationsCheckCommand.self, AnnotationsSuggestCommand.self])
}
