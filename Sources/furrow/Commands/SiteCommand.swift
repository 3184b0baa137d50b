import ArgumentParser
import Catalog
import Site

/// `furrow site`.
struct SiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site",
    abstract: "Makes a page to look around: farm map, flights by day, fields and their season.",
    usage: "furrow site --to <folder> [<options>]",
    discussion: """
      A folder of plain files that opens by a double click, from any web server or an object store; \
      nothing is loaded from elsewhere and nothing has to keep running. It is made beside its place \
      and swapped in whole; tiles of flights that have not changed are taken over, so a nightly call \
      costs only new flights. Only a folder that holds such a site, or nothing, is replaced. \
      docs/site.md has the files and their keys.

      Examples:
        furrow site --to farm --job jobs/demo.yaml
        furrow site --to /srv/www/farm --catalog results/catalog.sqlite --no-downloads
      """)

  @Option(help: ArgumentHelp("The folder to make.", valueName: "folder"), completion: .directory)
  var to: String

  @Option(
    help: ArgumentHelp(
      "The most tiles of a layer; where a raster has more, the map magnifies.", valueName: "count"))
  var maxTiles = FarmSite.usualTileLimit

  @Option(
    help: ArgumentHelp(
      "Where leaflet.js and leaflet.css lie, in place of the system's package.", valueName: "folder"),
    completion: .directory)
  var leaflet: String?

  @Flag(help: "Leave the files of results out.")
  var noDownloads = false

  @Flag(help: "Write JSON: an object with what the site holds.")
  var json = false

  @OptionGroup var source: CatalogOptions

  func validate() throws {
    if to.isEmpty { throw ValidationError("--to is a folder") }
    if maxTiles < 1 { throw ValidationError("--max-tiles is a number of tiles, at least 1") }
  }

  func run() throws {
    let (catalog, jobName) = try source.open()
    var site = try FarmSite(of: catalog, jobName: jobName)
    site.tileLimit = maxTiles
    site.hasDownloads = !noDownloads
    if let leaflet { site.mapLibrary = MapLibrary(folder: leaflet) }
    let sheet = SiteSheet(path: to, outcome: try site.write(to: to))
    Output.write(json ? sheet.json.text + "\n" : sheet.text)
  }
}
