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

  /// The names directly under a prefix (`VSIOpenDir`), in the store's order;
  /// none where nothing has the prefix.
  ///
  /// One request a page, none of them repeated; how long one may take is
  /// GDAL's configuration (`GDAL_HTTP_TIMEOUT` and others).
  ///
  /// - Parameter path: A `/vsi` name, with a slash at its end or without.
  /// - Throws: `GDALError` where any page cannot be had.
  public static func entries(of path: String) throws(GDALError) -> [Entry] {
    let name = path.hasSuffix("/") ? String(path.dropLast()) : path
    return try GDALLibrary.withRemote(name) { () throws(GDALError) in
      let (entries, messages) = GDALLibrary.collecting { list(name) }
      if let reason = failure(messages) {
        throw GDALError(operation: GDALError.listing, subject: path, reason: reason)
      }
      guard let entries = entries ?? (InputFile.isOverNetwork(name) ? [] : nil) else {
        throw GDALError(operation: "open", subject: path, reason: messages.reason)
      }
      return entries
    }
  }

  /// `nil` where nothing has the prefix, or a page cannot be had.
  private static func list(_ name: String) -> [Entry]? {
    // A page that fails ends the list without an error; only the trace tells.
    CPLSetThreadLocalConfigOption("CPL_DEBUG", "ON")
    defer { CPLSetThreadLocalConfigOption("CPL_DEBUG", nil) }
    guard let folder = VSIOpenDir(name, 0, nil) else { return nil }
    defer { VSICloseDir(folder) }
    var entries: [Entry] = []
    while let entry = VSIGetNextDirEntry(folder) {
      if let entry = Entry(entry.pointee) { entries.append(entry) }
    }
    return entries
  }

  /// What a store answered instead of a page: "S3: <Error>...", or "S3: (null)"
  /// where it answered nothing in time.
  private static func failure(_ messages: LibraryMessages) -> String? {
    guard let trace = messages.traces.first(where: { $0.hasSuffix(": (null)") || $0.contains(": <") }) else {
      return messages.errors.last
    }
    if let match = trace.firstMatch(of: /<Code>([^<]+)<\/Code>/) { return "the store says \(match.output.1)" }
    return trace.hasSuffix("(null)") ? "the store does not answer" : "the store does not answer with a list"
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
