/// Why something cannot be exported.
public enum ExportError: Error, Hashable, Sendable {
  /// Nothing is done yet.
  case noRun(catalog: String)
  /// Neither a flight nor a field has the name.
  case unknownName(String, catalog: String, nearest: String?)
  /// No field has the id.
  case unknownField(String, flight: String?, nearest: String?)
  /// No class has the name.
  case unknownClass(String, known: [String], nearest: String?)
  /// No index raster has the name.
  case unknownIndex(String, known: [String], nearest: String?)
  /// Several index rasters exist and none is named.
  case severalIndices([String])
  /// The run did not write what is asked for.
  case notWritten(what: String, flight: String)
  /// A file of the run is not where the catalog says.
  case missingFile(String, flight: String)
  /// A file of the run has been changed since.
  case changedFile(String)
  /// The target's name tells no format.
  case unknownFormat(String, known: [String], nearest: String?)
  /// A format cannot hold what is asked for.
  case unfitFormat(String, what: String, fitting: [String])
  /// A format's files end otherwise.
  case unfitTarget(String, format: String, endings: [String])
  /// The mosaic holds nothing of the field.
  case nothingInside(field: String, flight: String)
  /// Nobody knows the day of the flight.
  case undated(flight: String)
  /// An option does not go with what is exported.
  case unfitOption(String, what: String)
}

extension ExportError: CustomStringConvertible {
  /// One sentence that names the thing.
  public var description: String {
    switch self {
    case .noRun(let catalog): "no run is done yet in '\(catalog)'"
    case .unknownName(let name, let catalog, let nearest):
      "there is no flight and no field '\(name)' in '\(catalog)'\(Self.hint(nearest))"
    case .unknownField(let id, let flight, let nearest):
      "there is no field '\(id)'\(flight.map { " in flight '\($0)'" } ?? "")\(Self.hint(nearest))"
    case .unknownClass(let name, let known, let nearest):
      "there is no class '\(name)', only \(Self.list(known))\(Self.hint(nearest))"
    case .unknownIndex(let name, let known, let nearest):
      "there is no raster of index '\(name)', only \(Self.list(known))\(Self.hint(nearest))"
    case .severalIndices(let names): "there are rasters of several indices: \(Self.list(names))"
    case .notWritten(let what, let flight): "flight '\(flight)' has no \(what): its job writes none"
    case .missingFile(let path, let flight): "the file '\(path)' of flight '\(flight)' is gone"
    case .changedFile(let path): "'\(path)' is not the file that the run made: it was changed since"
    case .unknownFormat(let name, let known, let nearest):
      "no format is known by '\(name)', only by \(Self.list(known))\(Self.hint(nearest))"
    case .unfitFormat(let format, let what, let fitting):
      "the format '\(format)' cannot hold \(what), only \(Self.list(fitting)) can"
    case .unfitTarget(let target, let format, let endings):
      "cannot write '\(target)' as '\(format)': the names of such files end in \(Self.list(endings))"
    case .nothingInside(let field, let flight):
      "the mosaic of flight '\(flight)' holds nothing of field '\(field)'"
    case .undated(let flight): "the day of flight '\(flight)' is not known, and a STAC item needs one"
    case .unfitOption(let option, let what): "\(option) does not go with \(what)"
    }
  }

  private static func hint(_ nearest: String?) -> String { nearest.map { "; did you mean '\($0)'?" } ?? "" }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "none at all" : names.map { "'\($0)'" }.joined(separator: ", ")
  }
}
