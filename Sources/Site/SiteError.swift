/// Why a site cannot be made.
public enum SiteError: Error, Hashable, Sendable {
  /// The map library is not installed.
  case noMapLibrary(folder: String)
  /// Nothing is done yet.
  case noRun(catalog: String)
  /// What lies at the target is not a site.
  case foreignFolder(String)
}

extension SiteError: CustomStringConvertible {
  /// One sentence that names the thing.
  public var description: String {
    switch self {
    case .noMapLibrary(let folder):
      "cannot make a site: the map library Leaflet is not in '\(folder)'"
    case .noRun(let catalog): "no run is done yet in '\(catalog)'"
    case .foreignFolder(let path):
      "cannot replace '\(path)': it holds something, but not a site that this program made"
    }
  }
}
