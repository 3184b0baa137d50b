/// Commands that can be called by another name.
enum CommandSynonyms {
  /// The arguments with `export prescription` as `prescribe`, which it is.
  static func resolved(_ arguments: [String]) -> [String] {
    guard arguments.starts(with: ["export", "prescription"]) else { return arguments }
    return ["prescribe"] + arguments.dropFirst(2)
  }
}
