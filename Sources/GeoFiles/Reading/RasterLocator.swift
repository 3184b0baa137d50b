/// Where a mosaic is: one file, or one file for each band.
///
/// A value that crosses tasks; whoever reads opens datasets of his own.
public struct RasterLocator: Hashable, Sendable {
  /// A file that holds one band.
  public struct BandFile: Hashable, Sendable {
    /// The path.
    public var path: String
    /// The band's name; where it is a role's ("red", "nir") it tells the role.
    public var name: String

    /// Makes a file for a named band.
    public init(path: String, name: String = "") {
      self.path = path
      self.name = name
    }
  }

  /// What the mosaic is made of.
  public enum Content: Hashable, Sendable {
    /// One file with all bands.
    case file(path: String)
    /// One file a band, in the mosaic's band order.
    case bandFiles([BandFile])
  }

  /// One file or several.
  public var content: Content

  /// Locates a mosaic in one file.
  public init(path: String) { content = .file(path: path) }

  /// Locates a mosaic whose bands are files, in band order.
  public init(bandFiles: [BandFile]) { content = .bandFiles(bandFiles) }

  /// Every file in band order.
  public var paths: [String] {
    switch content {
    case .file(let path): [path]
    case .bandFiles(let files): files.map(\.path)
    }
  }

  /// The name for messages: the file, or the first of several.
  public var name: String { paths.first ?? "" }
}
