import GeoFiles

/// Prefixes of buckets in object stores.
struct RemoteFolders: FolderListing {
  func entries(of folder: String) throws(DiscoveryError) -> [PlaceEntry] {
    do {
      return try RemoteFolder.entries(of: folder).map(Self.entry).sorted { $0.name < $1.name }
    } catch {
      throw .unreadable(place: folder, reason: error.reason, mayPass: true)
    }
  }

  private static func entry(_ entry: RemoteFolder.Entry) -> PlaceEntry {
    let isPlain = !entry.name.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }
    return PlaceEntry(
      name: entry.name, kind: isPlain ? entry.isFolder ? .folder : .file : .unnamable, size: entry.size,
      modified: entry.modifiedSeconds.map { $0 * 1_000_000_000 })
  }

  /// Object stores have no links.
  func isFile(link path: String, below root: String) -> Bool { true }
}
