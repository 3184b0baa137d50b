import Foundation

/// A path in a job file, as it is written and as it is to be opened.
public struct JobPath: Hashable, Sendable {
  /// The path as the job file has it.
  public let written: String
  /// The path to open: a relative one follows the job file's folder.
  public private(set) var resolved: String

  /// Makes a path of text in a job file that lies in `folder`.
  public init(_ written: String, in folder: String) {
    self.written = written
    resolved =
      written.hasPrefix("/") || folder.isEmpty || Self.isRemote(written)
      ? written : Self.plain(folder.hasSuffix("/") ? folder + written : folder + "/" + written)
  }

  /// The path with one "./" where it begins with several. One stays: behind it
  /// no name can be taken for anything but a file's.
  private static func plain(_ path: String) -> String {
    var rest = Substring(path)
    while rest.hasPrefix("././") { rest = rest.dropFirst(2) }
    return String(rest)
  }

  /// Opens from now on what symbolic links lead to at this moment, so that a
  /// link that is changed later changes nothing.
  public mutating func followLinks() {
    guard !isRemote, let real = realpath(resolved, nil) else { return }
    resolved = String(cString: real)
    free(real)
  }

  /// True for a URL and for GDAL's virtual file systems, which may reach out
  /// over the network or into archives.
  public var isRemote: Bool { Self.isRemote(written) || Self.isRemote(resolved) }

  /// The last part of the path.
  public var fileName: String {
    written.split(separator: "/").last.map(String.init) ?? written
  }

  private static func isRemote(_ path: String) -> Bool {
    path.lowercased().hasPrefix("/vsi") || path.contains("://")
  }
}
