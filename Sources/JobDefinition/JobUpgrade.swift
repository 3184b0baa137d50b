import Yams

/// Turns a job of one version of the format into one of the next.
///
/// Only version 1 exists, so there is no step yet. A step for version n keeps
/// the places of the nodes that it moves, so that errors still point at them.
struct JobUpgrade {
  /// The version that the step reads; it writes the next.
  let version: Int
  let apply: (Node) -> Node

  static var all: [JobUpgrade] { [] }

  /// Applies every step that lies between two versions.
  static func upgrade(_ job: Node, from version: Int, to current: Int, steps: [JobUpgrade] = all) -> Node {
    (version..<max(version, current)).reduce(job) { node, version in
      guard let step = steps.first(where: { $0.version == version }) else { return node }
      return step.apply(node)
    }
  }
}
