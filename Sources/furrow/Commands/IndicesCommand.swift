import ArgumentParser
import GeoFiles
import Reporting
import Spectral

/// `furrow indices`.
struct IndicesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "indices",
    abstract: "Lists the vegetation indices, or which of them a mosaic can have.",
    usage: "furrow indices [<mosaic>] [<sensor options>] [--json | --csv]",
    discussion: """
      Formulas read calibrated bands by role: blue, green, red, rededge, nir, thermal. A job can \
      add its own under 'indices: {custom: ...}' with the same words.

      Examples:
        furrow indices
        furrow indices north.tif
        furrow indices north.tif --bands BGRReN --scale 32768
        furrow indices --csv > indices.csv
      """)

  @Argument(
    help: "A mosaic, to see which indices it can have.", completion: .file(extensions: ["tif", "tiff"]))
  var mosaic: String?

  @OptionGroup(title: "Sensor options") var sensor: MosaicOptions

  @OptionGroup var form: TableOptions

  func run() throws {
    let list = IndexList(catalogue: .standard, availability: try mosaic.map(availability))
    form.write(list.table) { list.text }
  }

  private func availability(_ path: String) throws -> [String: IndexAvailability] {
    let file = try MosaicFile.open(RasterLocator(path: path))
    let (bands, calibration) = try sensor.resolve(file)
    return IndexCatalogue.standard.availability(with: bands, calibration: calibration)
  }
}
