import Foundation

/// The folders in which a job works and leaves results.
struct RunFolders: Hashable, Sendable {
  /// The job's output folder, made absolute.
  let output: String

  /// Names the folders without making any.
  init(at output: String) { self.output = URL(fileURLWithPath: output).standardizedFileURL.path }

  /// Makes the folders where they are missing.
  init(output: String) throws {
    self.init(at: output)
    try Self.make(self.output)
    try Self.make(working)
    try Self.refuseLink(working)
  }

  /// Nothing is removed or written through a link in the output folder.
  private static func refuseLink(_ path: String) throws {
    guard (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil else { return }
    throw FileAccessError(operation: "work in", path: path, reason: "it is a symbolic link")
  }

  /// Where unfinished work lies.
  var working: String { "\(output)/.furrow" }

  /// The catalog.
  var catalog: String { "\(output)/catalog.sqlite" }

  /// The folder with a flight's results.
  func results(_ folderName: String) -> String { "\(output)/\(folderName)" }

  /// The lock of a flight.
  func lock(_ name: String) -> String { "\(working)/\(name).lock" }

  /// The lock of a mosaic's content, whatever flights are named after it.
  func contentLock(_ fingerprint: Fingerprint) -> String { "\(working)/content-\(fingerprint.short)@.lock" }

  /// The folder for the unfinished work of one run, by what determines it.
  func work(_ name: String, key: String) -> String { "\(working)/\(name)-\(key)" }

  /// Makes a folder where it is missing.
  static func make(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw FileAccessError.system("make the folder", path)
    }
  }

  /// Makes a folder of the program's own where it is missing.
  ///
  /// - Throws: `FileAccessError`, also where a symbolic link stands there.
  static func makeOwn(_ path: String) throws {
    try refuseLink(path)
    try make(path)
  }

  /// Makes a folder anew, empty.
  static func makeEmpty(_ path: String) throws {
    remove(path)
    try make(path)
  }

  /// True for a folder, not a link, that holds published results.
  static func isResults(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
      && FileManager.default.fileExists(atPath: "\(path)/mask.tif")
  }

  /// Takes a folder away at once and removes it then; a kill in between leaves
  /// it where `furrow gc` finds it.
  func discard(_ path: String) {
    let aside = "\(working)/discarded@\(UUID().uuidString)"
    guard rename(path, aside) == 0 else { return }
    Self.remove(aside)
  }

  /// Removes a file or folder where it is there; a link itself, not its target.
  static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

  /// Removes the unfinished work of one run.
  func removeWork(_ name: String, key: String) { Self.remove(work(name, key: key)) }

  /// Removes the unfinished work of a flight, of this and of older runs.
  func removeWork(_ name: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: working)) ?? []
    for entry in names where entry.hasPrefix("\(name)-") && !entry.hasSuffix(".lock") {
      let key = entry.dropFirst(name.count + 1)
      guard key.count == 16, key.allSatisfy(\.isHexDigit) else { continue }
      Self.remove("\(working)/\(entry)")
    }
  }
}
