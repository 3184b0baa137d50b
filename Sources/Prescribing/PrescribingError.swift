/// Why a prescription cannot be made from what is at hand, or not be written.
public enum PrescribingError: Error, Hashable, Sendable {
  /// A raster does not say where it lies.
  case noPlace(String)
  /// A file of boundaries has no such field.
  case noField(String, file: String, nearest: String?)
  /// No flight of the catalog covers the field.
  case noFlight(field: String, catalog: String)
  /// The field is covered, but not by a flight of this name.
  case noSuchFlight(String, field: String, known: [String])
  /// The flight's classes have none of the group.
  case noClass(group: String, flight: String)
  /// The flight published no such raster.
  case noIndex(String, flight: String, known: [String])
  /// The flight published several index rasters and none is named.
  case severalIndices([String], flight: String)
  /// A file of the run is not where the catalog says.
  case missingFile(String, flight: String)
  /// A file of the run is not what the run made.
  case changedFile(String)
  /// No grid of a size that terminals take keeps the product.
  case gridTooCoarse(cells: Int)
  /// A prescription does not fit a terminal.
  case unfit(terminal: String, reason: String)
  /// What was read back is not what was planned.
  case readBack(file: String, planned: Double, found: Double, unit: String)
  /// What was read back is not a file of its kind.
  case damaged(file: String, reason: String)
  /// A terminal's profile has something wrong.
  case profile(file: String, reason: String)
  /// No terminal has the name.
  case unknownFormat(String, known: [String], nearest: String?)
  /// The target's name does not suit the format.
  case unfitTarget(String, format: String, ending: String)
  /// The target is a folder with other things in it.
  case foreignFolder(String, file: String)
}

extension PrescribingError: CustomStringConvertible {
  /// One sentence that names the thing.
  public var description: String {
    switch self {
    case .noPlace(let path): "'\(path)' does not say where it lies"
    case .noField(let id, let file, let nearest):
      "there is no field '\(id)' in '\(file)'\(nearest.map { "; did you mean '\($0)'?" } ?? "")"
    case .noFlight(let field, let catalog): "no flight in '\(catalog)' covers any of field '\(field)'"
    case .noSuchFlight(let name, let field, let known):
      "no flight '\(name)' covers field '\(field)', only \(Self.list(known))"
    case .noClass(let group, let flight):
      "the classes of flight '\(flight)' have none of the group '\(group)'"
    case .noIndex(let name, let flight, let known):
      "flight '\(flight)' has no raster of '\(name)'" + (known.isEmpty ? "" : ", only of \(Self.list(known))")
    case .severalIndices(let names, let flight):
      "flight '\(flight)' has rasters of several indices: \(Self.list(names))"
    case .missingFile(let path, let flight): "the file '\(path)' of flight '\(flight)' is gone"
    case .changedFile(let path): "'\(path)' is not the file that the run made: it was changed since"
    case .gridTooCoarse(let cells): "no grid of at most \(cells) cells keeps the product to 0.1 %"
    case .unfit(let terminal, let reason): "the prescription does not fit '\(terminal)': \(reason)"
    case .readBack(let file, let planned, let found, let unit):
      "cannot trust '\(file)', which was not released: it holds \(found) \(unit) of the planned \(planned)"
    case .damaged(let file, let reason): "cannot trust '\(file)', which was not released: \(reason)"
    case .profile(let file, let reason): "cannot use the terminal profile '\(file)': \(reason)"
    case .unknownFormat(let name, let known, let nearest):
      "there is no format '\(name)', only \(Self.list(known))\(nearest.map { "; did you mean '\($0)'?" } ?? "")"
    case .unfitTarget(let target, let format, let ending):
      "cannot write '\(target)' as '\(format)': its name must end in '\(ending)'"
    case .foreignFolder(let folder, let file):
      "cannot replace the folder '\(folder)': it holds '\(file)', which is not of this prescription"
    }
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.map { "'\($0)'" }.joined(separator: ", ")
  }
}
