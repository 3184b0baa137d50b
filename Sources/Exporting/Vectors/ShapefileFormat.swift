import GeoFiles

/// Shapefile with UTF-8 texts and names of at most ten letters, digits and
/// underscores.
struct ShapefileFormat: VectorFormat {
  let name = "shp"
  let extensions = [".shp"]

  func write(_ features: ExportedFeatures, in staging: StagedFolder) throws -> (
    besides: [String], notes: [String]
  ) {
    let names = ShortNames(features.columns.map(\.name))
    let columns = zip(names.short, features.columns).map { VectorColumn($0, $1.type) }
    try features.write(to: staging.path(staging.name), as: .shapefile, columns: columns)
    let besides = [".shx", ".dbf", ".prj", ".cpg"].map { staging.stem + $0 }
    return (besides, names.changed.map { "column '\($0.long)' is '\($0.short)' there" })
  }
}

/// Column names as a Shapefile's table can have them, each used once.
struct ShortNames {
  /// A name for each column.
  private(set) var short: [String] = []
  /// Those that had to change.
  private(set) var changed: [(long: String, short: String)] = []

  private static let length = 10

  init(_ names: [String]) {
    var used: Set<String> = []
    for name in names {
      let short = Self.unique(Self.abbreviated(Self.plain(name)), &used)
      self.short.append(short)
      if short != name { changed.append((name, short)) }
    }
  }

  /// ASCII letters, digits and underscores, a letter first.
  private static func plain(_ name: String) -> String {
    let letters = name.unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
        ? Character(scalar) : "_"
    }
    let text = String(letters)
    return text.first?.isLetter == true ? text : "c" + text
  }

  /// What ends many names, and in fewer letters.
  private static let endings = [
    ("_standard_error_ha", "_se_ha"), ("_corrected_ha", "_co_ha"), ("_lower_ha", "_lo_ha"),
    ("_upper_ha", "_up_ha"), ("_percent", "_pc"), ("_patches", "_n"),
  ]

  /// A long name with its ending kept in short, so that columns of one class
  /// stay apart.
  private static func abbreviated(_ name: String) -> String {
    guard name.count > length, let ending = endings.first(where: { name.hasSuffix($0.0) }) else {
      return name
    }
    return name.dropLast(ending.0.count).prefix(length - ending.1.count) + ending.1
  }

  /// Cut to ten letters, with a number at its end where another has it.
  private static func unique(_ name: String, _ used: inout Set<String>) -> String {
    var candidate = String(name.prefix(length))
    var number = 2
    while !used.insert(candidate.lowercased()).inserted {
      let tail = "_\(number)"
      candidate = name.prefix(length - tail.count) + tail
      number += 1
    }
    return candidate
  }
}
