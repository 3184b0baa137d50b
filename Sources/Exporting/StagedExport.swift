import GeoFiles

/// Makes files beside a target, then puts them in place.
enum StagedExport {
  /// Runs `body` with a staging folder and publishes what it made.
  ///
  /// - Parameter body: Makes the target's file under its name and gives back
  ///   the names of those that belong beside it.
  /// - Returns: The paths of the files beside.
  /// - Throws: What `body` throws, with the target's path in place of the
  ///   staged one; `OutputError`.
  static func make(_ target: String, _ body: (StagedFolder) throws -> [String]) throws -> [String] {
    let staging = try StagedFolder(beside: target)
    defer { staging.discard() }
    do {
      let besides = try body(staging)
      try staging.publish(besides: besides)
      return besides.map { staging.place(of: $0) }
    } catch var error as OutputError where error.path.hasPrefix(staging.folder) {
      error.path = target
      throw error
    }
  }
}
