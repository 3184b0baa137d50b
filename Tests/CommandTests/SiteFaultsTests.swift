import Foundation
import TestSupport
import Testing

/// What `furrow site` does when something is wrong, and at a size at which
/// slips would show.
@Suite struct SiteFaultsTests {
  let scratch: TemporaryFolder

  init() throws { scratch = try TemporaryFolder() }

  private var target: String { path("site") }

  private func path(_ name: String) -> String { scratch.url.appendingPathComponent(name).path }

  private func make(_ arguments: String..., catalog: String? = nil) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(
      ["site", "--to", target, "--catalog", catalog ?? MadeSite.demoCatalog()] + arguments)
  }

  /// Everything in the scratch folder, with the bytes of files.
  private func state() throws -> [String: Data] {
    let names = FileManager.default.enumerator(atPath: scratch.url.path)?.compactMap { $0 as? String } ?? []
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: path(name), isDirectory: &isFolder)
        return (name, isFolder.boolValue ? Data() : try Data(contentsOf: URL(fileURLWithPath: path(name))))
      })
  }

  /// The site and what is half made beside it.
  private func siteState() throws -> [String: Data] {
    try state().filter { $0.key.hasPrefix("site") || $0.key.hasPrefix(".") }
  }

  @Test func `without Leaflet nothing is made`() throws {
    try FileManager.default.createDirectory(atPath: path("empty"), withIntermediateDirectories: false)
    let ending = try make("--leaflet", path("empty"))
    #expect(ending.code == 78)
    #expect(ending.sentences == ["cannot make a site: the map library Leaflet is not in '\(path("empty"))'"])
    #expect(ending.errors.contains("libjs-leaflet"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["empty"])
  }

  @Test func `a link, a file and a missing folder at the target are refused`() throws {
    try FileManager.default.createDirectory(atPath: path("mine"), withIntermediateDirectories: false)
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path("letter")))
    try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: path("mine"))
    let before = try state()
    for (name, words) in [
      ("link", "is a symbolic link"), ("letter", "is not a folder"), ("no/site", "No such file"),
    ] {
      let ending = try BuiltFurrow.run([
        "site", "--to", path(name), "--catalog", MadeSite.demoCatalog(),
      ])
      #expect(ending.code == 65 && ending.errors.contains("'\(path(name))'"), "\(ending.errors)")
      #expect(ending.errors.contains(words), "\(ending.errors)")
    }
    #expect(try state() == before)
  }

  @Test func `a mask that was changed after the run ends with 65, and the old site stays`() throws {
    let bench = try ExportBench.shared.get()
    try FileManager.default.copyItem(atPath: bench.path("results"), toPath: path("results"))
    let catalog = path("results/catalog.sqlite")
    try Oracle.tool(
      "sqlite3",
      [
        catalog,
        "UPDATE run_output SET path = replace(path, '\(bench.path("results"))', '\(path("results"))')",
      ])
    let first = try make(catalog: catalog)
    try #require(first.code == 0, "\(first.errors)")
    let mask = URL(fileURLWithPath: path("results/a_2026-05-04/mask.tif"))
    var bytes = try Data(contentsOf: mask)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: mask, options: .atomic)
    let before = try siteState()
    for options in [[], ["--max-tiles", "3"]] {
      let ending = try BuiltFurrow.run(["site", "--to", target, "--catalog", catalog] + options)
      #expect(ending.code == 65 && ending.errors.contains("was changed since"), "\(ending.errors)")
      #expect(try siteState() == before)
    }
  }

  @Test func `a killed making leaves the old site, and the next one cleans up`() throws {
    let first = try make()
    try #require(first.code == 0, "\(first.errors)")
    let old = try Data(contentsOf: URL(fileURLWithPath: path("site/furrow-site.json")))
    let whole = try siteState().count
    for delay in [0, 3_000, 10_000, 30_000, 60_000] as [UInt32] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: BuiltFurrow.path)
      process.arguments = [
        "site", "--to", target, "--catalog", try MadeSite.demoCatalog(), "--max-tiles", "9999",
      ]
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      usleep(delay)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      let names = try state().keys.filter { $0.hasPrefix("site") }
      #expect(names.count == whole, "the old site, or the new one whole")
    }
    let last = try make()
    #expect(last.code == 0, "\(last.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path) == ["site"])
    #expect(try Data(contentsOf: URL(fileURLWithPath: path("site/furrow-site.json"))) == old)
  }

  @Test func `two makings of one site are kept apart`() throws {
    let staged = path(".site.making")
    try FileManager.default.createDirectory(atPath: staged, withIntermediateDirectories: false)
    try Data("half".utf8).write(to: URL(fileURLWithPath: "\(staged)/half"))
    let script = """
      "$1" site --to "$2" --catalog "$3" 2>&1; echo "ended with $?"
      """
    let said = try Oracle.tool(
      "flock", [staged, "sh", "-c", script, "sh", BuiltFurrow.path, target, MadeSite.demoCatalog()])
    #expect(said.contains("another program is writing it") && said.contains("ended with 75"), "\(said)")
    #expect(FileManager.default.fileExists(atPath: "\(staged)/half"))
    #expect(!FileManager.default.fileExists(atPath: target))
  }

  private static let hasNamespaces =
    (try? Oracle.tool("unshare", ["-rm", "mount", "-t", "tmpfs", "none", "/mnt"])) != nil

  @Test(.enabled(if: hasNamespaces, "needs a small file system of its own"), arguments: [64, 400])
  func `a full disk ends with 75, and the old site is there still`(kilobytes: Int) throws {
    let script = """
      mount -t tmpfs -o size="$1"k none "$2" || exit 99
      mkdir "$2/site" && printf '{}' > "$2/site/furrow-site.json" && printf old > "$2/site/index.html"
      "$3" site --to "$2/site" --catalog "$4" > /dev/null 2> "$2/../said"
      echo $? $(cat "$2/site/index.html") $(ls -A "$2" | tr '\\n' ' ')
      cat "$2/../said"
      """
    try FileManager.default.createDirectory(atPath: path("mount"), withIntermediateDirectories: false)
    let said = try Oracle.tool(
      "unshare",
      [
        "-rm", "sh", "-c", script, "sh", String(kilobytes), path("mount"), BuiltFurrow.path,
        MadeSite.demoCatalog(),
      ])
    #expect(said.hasPrefix("75 old site\n"), "\(said)")
    #expect(said.contains("no space is left on the disk"), "\(said)")
  }

  @Test func `ten thousand fields have their outlines, their rows and their records`() throws {
    let bench = try ManyFields.tenThousand.get()
    let site = try MadeSite(in: scratch, catalog: bench.path("results/catalog.sqlite"))
    let data = try site.data()
    #expect(site.said.contains("10,000 fields") && data.fields.count == 10_000)
    #expect(Set(data.fields.map(\.key)).count == 10_000)
    #expect(data.fields.allSatisfy { $0.outline?.first?.first?.count == 4 })
    for field in [data.fields[0], data.fields[4_711], data.fields[9_999]] {
      let record = try site.record(field.key)
      let whole = record.entries.first?.classes.reduce(0) { $0 + $1.areaM2 } ?? 0
      #expect(abs(whole - field.areaM2) < 1e-6 * whole, "\(field.id)")
    }
  }
}
