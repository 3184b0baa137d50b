import GeoFiles
import Pixels

/// Several files taken together as the bands of one mosaic.
enum BandFiles {
  /// Where a mosaic is: one file, or one for each band, whose names tell the roles.
  static func locator(_ paths: [String]) -> RasterLocator {
    guard paths.count > 1 else { return RasterLocator(path: paths.first ?? "") }
    let names = paths.map(stem)
    let common = commonPrefix(names)
    return RasterLocator(
      bandFiles: zip(paths, names).map { path, name in
        let own = String(name.dropFirst(common))
        let role = BandRole(bandName: own) ?? BandRole(bandName: name)
        return RasterLocator.BandFile(path: path, name: role?.rawValue ?? name)
      })
  }

  private static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }

  /// How many characters all names begin with, cut back to the last separator.
  private static func commonPrefix(_ names: [String]) -> Int {
    guard let first = names.first else { return 0 }
    let count = names.dropFirst().reduce(first.count) { count, name in
      min(count, zip(first, name).prefix { $0 == $1 }.count)
    }
    let shared = first.prefix(count)
    return shared.lastIndex { !$0.isLetter }.map { shared.distance(from: shared.startIndex, to: $0) + 1 } ?? 0
  }
}
