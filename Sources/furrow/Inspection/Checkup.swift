import Batch
import Catalog
import Confinement
import Foundation
import GeoFiles
import Site

/// What Furrow needs of a machine, checked.
enum Checkup {
  /// One check and its outcome.
  struct Check {
    var name: String
    /// What is there.
    var found: String
    /// What to do; `nil` where nothing is wrong.
    var remedy: String?
  }

  /// Every check, in the order in which to mend things.
  static var checks: [Check] {
    [
      gdal, drivers, compressions, projections, sqlite, folder, space, processors, workers, maps,
      terminal(isTerminal: Output.isTerminal, environment: ProcessInfo.processInfo.environment),
    ]
  }

  /// The checks for people.
  static func text(_ checks: [Check]) -> String {
    let width = (checks.map(\.name.count).max() ?? 0) + 2
    return checks.map { check in
      let name = check.name + String(repeating: " ", count: width - check.name.count)
      let state = check.remedy == nil ? "ok       " : "problem  "
      let indent = String(repeating: " ", count: 9 + width)
      let line = Paragraph.wrapped(check.found, first: state + name, indent: indent)
      return line + (check.remedy.map { Paragraph.wrapped($0, first: indent, indent: indent) } ?? "")
    }.joined()
  }

  private static var gdal: Check {
    let version = GDALLibrary.runningVersion
    return Check(
      name: "GDAL", found: version,
      remedy: isAtLeast(version, [3, 4]) ? nil : "Furrow needs GDAL 3.4 or newer: install libgdal-dev")
  }

  private static var drivers: Check {
    let missing = GDALLibrary.missingDrivers
    return Check(
      name: "drivers",
      found: missing.isEmpty
        ? GDALLibrary.neededDrivers.joined(separator: ", ") : "missing: \(missing.joined(separator: ", "))",
      remedy: missing.isEmpty ? nil : "install a GDAL that was built with these drivers")
  }

  private static var compressions: Check {
    let missing = GDALLibrary.missingCompressions
    return Check(
      name: "compressions",
      found: missing.isEmpty
        ? GDALLibrary.neededCompressions.joined(separator: ", ")
        : "missing: \(missing.joined(separator: ", "))",
      remedy: missing.isEmpty ? nil : "install a GDAL and libtiff that were built with these codecs")
  }

  private static var projections: Check {
    let problem = GDALLibrary.projectionProblem
    return Check(
      name: "PROJ database", found: problem ?? "PROJ \(GDALLibrary.projectionVersion), found",
      remedy: problem == nil ? nil : "install proj-data, or set PROJ_DATA (PROJ_LIB) to the folder of proj.db"
    )
  }

  private static var sqlite: Check {
    let version = (try? CatalogDatabase.sqliteVersion()) ?? "cannot be opened"
    return Check(
      name: "SQLite", found: version,
      remedy: isAtLeast(version, [3, 37]) ? nil : "Furrow needs SQLite 3.37 or newer: install libsqlite3-0")
  }

  private static var folder: Check {
    let path = FileManager.default.currentDirectoryPath
    let probe = "\(path)/.furrow-doctor-\(ProcessInfo.processInfo.processIdentifier)"
    let isWritable = FileManager.default.createFile(atPath: probe, contents: Data([0]))
    if isWritable { try? FileManager.default.removeItem(atPath: probe) }
    return Check(
      name: "working folder", found: isWritable ? "\(path), writable" : "\(path) cannot be written",
      remedy: isWritable
        ? nil : "change to a folder that you may write, or give the job another 'outputs: {folder: ...}'")
  }

  private static var space: Check {
    let attributes = try? FileManager.default.attributesOfFileSystem(
      forPath: FileManager.default.currentDirectoryPath)
    guard let free = attributes?[.systemFreeSize] as? NSNumber else {
      return Check(name: "free space", found: "not known", remedy: nil)
    }
    return Check(
      name: "free space", found: Number.bytes(free.intValue),
      remedy: free.intValue >= 2_000_000_000
        ? nil : "make room: results of one flight can take more than that")
  }

  private static var processors: Check {
    Check(
      name: "processors",
      found:
        "\(ProcessInfo.processInfo.activeProcessorCount) in use unless the job or --threads says otherwise",
      remedy: nil)
  }

  /// What confines the workers of jobs that say 'untrusted: true'.
  private static var workers: Check {
    guard let report = WorkerTrial.report() else {
      return Check(name: "untrusted jobs", found: "no worker could be tried", remedy: nil)
    }
    let set = Guard.allCases.filter { report.missing[$0] == nil }.map(\.words)
    let missing = report.phrases
    return Check(
      name: "untrusted jobs",
      found: "workers are confined in \(set.joined(separator: ", ")); Landlock \(report.landlockVersion)"
        + (missing.isEmpty ? "" : "; not in \(missing.joined(separator: ", "))"),
      remedy: nil)
  }

  /// The library that draws the map of `furrow site`; nothing else needs it.
  private static var maps: Check {
    let library = MapLibrary.ofSystem
    return Check(
      name: "map library",
      found: library.isInstalled ? library.version ?? "Leaflet" : "none; sites need libjs-leaflet",
      remedy: nil)
  }

  /// Whether a terminal shows what Furrow writes, which is always UTF-8.
  static func terminal(isTerminal: Bool, environment: [String: String]) -> Check {
    guard isTerminal else { return Check(name: "terminal", found: "none; UTF-8 is written", remedy: nil) }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let name = locale.lowercased().filter { $0 != "-" }
    let isUnicode = name.hasSuffix("utf8")
    return Check(
      name: "terminal", found: locale.isEmpty ? "no locale is set" : "locale \(locale)",
      remedy: isUnicode ? nil : "set a UTF-8 locale, as in: export LANG=C.UTF-8")
  }

  /// True where a version such as "3.40.1" is not older than another.
  static func isAtLeast(_ version: String, _ wanted: [Int]) -> Bool {
    let numbers = version.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
    guard !numbers.isEmpty, numbers[0] > 0 else { return false }
    for (place, number) in wanted.enumerated() {
      let own = place < numbers.count ? numbers[place] : 0
      if own != number { return own > number }
    }
    return true
  }
}
