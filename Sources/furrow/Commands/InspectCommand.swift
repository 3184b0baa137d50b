import ArgumentParser
import Batch
import Reporting

/// `furrow inspect`.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Shows what a mosaic is and whether it can be used.",
    discussion: """
      Size, storage, mask, reference system, true pixel area; for each band its role, what its \
      samples mean, how both were told, and a histogram. Several files are taken together as one \
      mosaic with a file for each band. A mosaic above 64 Mpx is sampled.

      What cannot be told is listed with how to say it, and the exit code is 0 all the same; it is \
      65 where the mosaic cannot be opened or has no valid pixels.

      Examples:
        furrow inspect north.tif
        furrow inspect north.tif --bands BGRReN --scale 32768
        furrow inspect north_green.tif north_red.tif north_nir.tif
        furrow inspect north.tif --json | jq '.bands[].samples.mean'
      """)

  @Argument(
    help: "The mosaic: one file, or one for each band in order.",
    completion: .file(extensions: ["tif", "tiff"]))
  var files: [String]

  @OptionGroup(title: "Sensor options") var mosaic: MosaicOptions

  @Flag(help: "Write JSON, with all 256 bins of each histogram.")
  var json = false

  func run() throws {
    let inspection = try MosaicInspection(files, options: mosaic)
    Output.write(json ? inspection.json.text + "\n" : inspection.text)
    guard inspection.summary.hasValidPixels else {
      throw FlightError.noValidPixels(file: inspection.file.locator.name)
    }
  }
}
