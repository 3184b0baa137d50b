/// Memory that a library could not have, as it says so itself.
enum MemoryShortage {
  private static let phrases = ["allocate memory", "cannot allocate", "bad_alloc", "out of memory"]

  /// True where a message tells of it.
  static func isTold(by message: String) -> Bool {
    let message = message.lowercased()
    return phrases.contains { message.contains($0) }
  }
}
