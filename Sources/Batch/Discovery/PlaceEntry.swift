import Foundation

/// One name in a folder that is watched.
struct PlaceEntry: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case file
    case folder
    case link
    /// A pipe, a socket or a device.
    case special
    /// Its name is not UTF-8 or holds control characters.
    case unnamable
  }

  var name: String
  var kind: Kind
  /// The number of bytes, where the listing tells it.
  var size: Int?
  /// When it was last written, in nanoseconds since 1970, where the listing
  /// tells it.
  var modified: Int?
}

/// What lists the names in a folder.
protocol FolderListing: Sendable {
  /// The names, sorted.
  ///
  /// - Throws: `DiscoveryError.unreadable`.
  func entries(of folder: String) throws(DiscoveryError) -> [PlaceEntry]

  /// True where a link leads to a plain file, `nil` where it leads to something
  /// else.
  ///
  /// - Throws: `DiscoveryError` where it leads nowhere or out of the root.
  func isFile(link path: String, below root: String) throws(DiscoveryError) -> Bool
}

/// Folders of this machine.
struct LocalFolders: FolderListing {
  func entries(of folder: String) throws(DiscoveryError) -> [PlaceEntry] {
    guard let stream = opendir(folder) else { throw .system(place: folder) }
    defer { closedir(stream) }
    var entries: [PlaceEntry] = []
    errno = 0
    while let entry = readdir(stream) {
      if let entry = Self.entry(entry, in: folder) { entries.append(entry) }
      errno = 0
    }
    guard errno == 0 else { throw .system(place: folder) }
    return entries.sorted { $0.name < $1.name }
  }

  private static func entry(_ found: UnsafeMutablePointer<dirent>, in folder: String) -> PlaceEntry? {
    let bytes = withUnsafeBytes(of: &found.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
    guard bytes != [46], bytes != [46, 46] else { return nil }
    let isPlain = !bytes.contains { $0 < 32 || $0 == 127 }
    guard isPlain, let name = String(validating: bytes, as: UTF8.self) else {
      return PlaceEntry(name: String(decoding: bytes, as: UTF8.self), kind: .unnamable)
    }
    return PlaceEntry(name: name, kind: kind(found.pointee.d_type, path: "\(folder)/\(name)"))
  }

  private static func kind(_ type: UInt8, path: String) -> PlaceEntry.Kind {
    switch Int(type) {
    case Int(DT_REG): .file
    case Int(DT_DIR): .folder
    case Int(DT_LNK): .link
    case Int(DT_UNKNOWN): kind(ofFileAt: path)
    default: .special
    }
  }

  /// The kind where the file system's listing does not tell it.
  private static func kind(ofFileAt path: String) -> PlaceEntry.Kind {
    var status = stat()
    guard lstat(path, &status) == 0 else { return .special }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .special
    }
  }

  func isFile(link path: String, below root: String) throws(DiscoveryError) -> Bool {
    guard let target = Self.realPath(path), let root = Self.realPath(root) else {
      throw .linkLeadsNowhere(file: path)
    }
    guard Self.kind(ofFileAt: target) == .file else { return false }
    guard target.hasPrefix(root == "/" ? root : root + "/") else {
      throw .linkLeadsOut(file: path, target: target)
    }
    return true
  }

  private static func realPath(_ path: String) -> String? {
    guard let text = realpath(path, nil) else { return nil }
    defer { free(text) }
    return String(cString: text)
  }
}
