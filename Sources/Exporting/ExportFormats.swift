import Pixels

/// Which formats there are, by name and by extension.
public enum ExportFormats {
  /// The names on the command line.
  public static var names: [String] { RasterFormats.all.map(\.name) + VectorFormats.all.map(\.name) }

  /// The raster format of a name or, without one, of a target's extension.
  ///
  /// - Throws: `ExportError`.
  public static func raster(
    named name: String?, target: String, what: String
  ) throws(ExportError) -> any RasterFormat {
    let formats = RasterFormats.all
    let place = try place(
      name, target, formats.map { ($0.name, $0.extensions) }, others: VectorFormats.all.map(\.name), what)
    return formats[place]
  }

  /// The vector format of a name or, without one, of a target's extension.
  ///
  /// - Throws: `ExportError`.
  public static func vector(
    named name: String?, target: String, what: String
  ) throws(ExportError) -> any VectorFormat {
    let formats = VectorFormats.all
    let place = try place(
      name, target, formats.map { ($0.name, $0.extensions) }, others: RasterFormats.all.map(\.name), what)
    return formats[place]
  }

  /// True where a name, or without one a target's extension, tells a vector format.
  public static func isVector(named name: String?, target: String) -> Bool {
    VectorFormats.all.contains { format in
      name.map { $0 == format.name } ?? format.extensions.contains { target.lowercased().hasSuffix($0) }
    }
  }

  private static func place(
    _ name: String?, _ target: String, _ formats: [(name: String, extensions: [String])], others: [String],
    _ what: String
  ) throws(ExportError) -> Int {
    let names = formats.map(\.name)
    if let name {
      if let place = names.firstIndex(of: name) {
        let endings = formats[place].extensions
        guard endings.contains(where: target.lowercased().hasSuffix) else {
          throw .unfitTarget(target, format: name, endings: endings)
        }
        return place
      }
      if others.contains(name) { throw .unfitFormat(name, what: what, fitting: names) }
      throw unknown(name, names)
    }
    let target = target.lowercased()
    if let place = formats.firstIndex(where: { $0.extensions.contains(where: target.hasSuffix) }) {
      return place
    }
    throw unknown(target, formats.flatMap(\.extensions))
  }

  private static func unknown(_ name: String, _ known: [String]) -> ExportError {
    var unique: [String] = []
    for name in known where !unique.contains(name) { unique.append(name) }
    return .unknownFormat(name, known: unique, nearest: NearestName.nearest(to: name, among: unique))
  }
}
