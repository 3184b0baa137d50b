import GeoFiles
import Pixels

/// Which raster of a flight is exported.
public enum RasterContent: Hashable, Sendable {
  /// The classes.
  case mask
  /// How sure the classes are, in percent.
  case confidence
  /// An index; the only one where none is named.
  case index(String?)

  /// What people call it.
  public var words: String {
    switch self {
    case .mask: "mask"
    case .confidence: "confidence raster"
    case .index(let name): name.map { "raster of index '\($0)'" } ?? "index raster"
    }
  }

  /// The raster's file and what its samples mean.
  ///
  /// - Throws: `ExportError` where the run wrote none, or several and none is named.
  func locate(in flight: ExportedFlight, classes: ClassChoice?) throws(ExportError) -> (
    path: String, kind: RasterKind
  ) {
    switch self {
    case .mask:
      let path = try flight.path(ofUnchangedFile: "mask.tif", what: words)
      return (path, .mask(classes?.legend ?? flight.legend))
    case .confidence:
      return (try flight.path(ofUnchangedFile: "confidence.tif", what: words), .confidence)
    case .index(let wanted):
      let name = try Self.index(wanted, in: flight)
      return (try flight.path(ofUnchangedFile: "\(name).tif", what: words), .index(name: name))
    }
  }

  private static func index(_ wanted: String?, in flight: ExportedFlight) throws(ExportError) -> String {
    let known = flight.rasterIndices
    guard !known.isEmpty else {
      throw .notWritten(what: RasterContent.index(wanted).words, flight: flight.run.flightName)
    }
    guard let wanted else {
      guard known.count == 1 else { throw .severalIndices(known) }
      return known[0]
    }
    guard known.contains(wanted) else {
      throw .unknownIndex(wanted, known: known, nearest: NearestName.nearest(to: wanted, among: known))
    }
    return wanted
  }
}
