import CGDAL

/// What lies under a prefix of an object store.
public enum RemoteFolder {
  /// One name under a prefix, up to the next slash.
  public struct Entry: Hashable, Sendable {
    /// The name.
    public var name: String
    /// True where the name is a prefix of others.
    public var isFolder: Bool
    /// The number of bytes, where the store tells it.
    public var size: Int?
    /// When it was written, in seconds since 1970, where the store tells it.
    public var modifiedSeconds: Int?
  }

  /// The names directly under a prefix (`VSIOpenDir`), in the store's order.
  ///
  /// One request a page, none of them repeated; how long one may take is
  /// GDAL's configuration (`GDAL_HTTP_TIMEOUT` and others).
  ///
  /// - Parameter path: A `/vsi` name, with a slash at its end or without.
  /// - Throws: `GDALError` where a page cannot be had.
  public static func entries(of path: String) throws(GDALError) -> [Entry] {
    let name = path.hasSuffix("/") ? String(path.dropLast()) : path
    return try GDALLibrary.withRemote(name) { () throws(GDALError) in
      let folder = try GDALLibrary.handle("list", path) { () -> OpaquePointer? in
        VSIErrorReset()
        let folder = VSIOpenDir(name, 0, nil)
        if folder == nil { VSIToCPLError(CE_Failure, CPLErrorNum(CPLE_OpenFailed)) }
        return folder
      }
      defer { VSICloseDir(folder) }
      var entries: [Entry] = []
      while let entry = VSIGetNextDirEntry(folder) {
        if let entry = Entry(entry.pointee) { entries.append(entry) }
      }
      return entries
    }
  }
}

extension RemoteFolder.Entry {
  fileprivate init?(_ entry: VSIDIREntry) {
    guard let text = entry.pszName else { return nil }
    self.init(
      name: String(cString: text), isFolder: entry.nMode & Int32(S_IFMT) == Int32(S_IFDIR),
      size: entry.bSizeKnown != 0 ? Int(clamping: entry.nSize) : nil,
      modifiedSeconds: entry.bMTimeKnown != 0 ? Int(entry.nMTime) : nil)
  }
}
