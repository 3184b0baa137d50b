import ArgumentParser
import Batch
import GeoFiles

/// `furrow bench`.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measures the floor of a mosaic: the least that any run on it takes.",
    usage: "furrow bench <file> ... [--threads <n>] [--repeat <n>] [--json] [--csv]",
    discussion: """
      Decodes every band of every pixel with all threads, first alone, then with a threshold on one \
      band and a mask with overviews, which is the floor. The readers and the writer are those of a \
      run. The mask goes to the folder for temporary files (TMPDIR) and is removed. Each is done \
      --repeat times and the pass of middle wall time is shown, so that all but the first find the \
      file in memory.

      `furrow run --profile` states how many times its mosaic's floor a flight took.

      Examples:
        furrow bench north.tif
        furrow bench north.tif --threads 1 --repeat 5
        furrow bench north.tif --json | jq '.[].mpx_per_s'
      """)

  @Argument(
    help: "The mosaic: one file, or one for each band in order.",
    completion: .file(extensions: ["tif", "tiff"]))
  var files: [String]

  @Option(help: ArgumentHelp("Threads; without it one on each processor.", valueName: "n"))
  var threads: Int?

  @Option(name: .customLong("repeat"), help: ArgumentHelp("How often each pass is made.", valueName: "n"))
  var repeatCount = 3

  @OptionGroup var form: TableOptions

  func validate() throws {
    if let threads, !(1...256).contains(threads) { throw ValidationError("--threads is 1 to 256") }
    if !(1...100).contains(repeatCount) { throw ValidationError("--repeat is 1 to 100") }
  }

  func run() throws {
    let measurement = try FloorMeasurement(
      MosaicFile.open(BandFiles.locator(files)), threadCount: threads)
    let rows = try StopSignal.stopping {
      try FloorMeasurement.Work.allCases.map { work in
        let passes = try (1...repeatCount).map { try pass($0, work, of: measurement) }
        return FloorSheet.Row(work: work, passes: passes, peakMemoryByteCount: FloorMeasurement.peakMemory)
      }
    }
    Progress.clear()
    let sheet = FloorSheet(measurement: measurement, rows: rows)
    form.write(sheet.table) { sheet.text }
  }

  private func pass(
    _ number: Int, _ work: FloorMeasurement.Work, of measurement: FloorMeasurement
  ) throws -> FloorMeasurement.Pass {
    let total = max(1, measurement.file.mosaic.size.pixelCount)
    return try measurement.run(work, cancellation: RunCancellation { StopSignal.received != nil }) {
      Progress.show("\(work.title), \(number) of \(repeatCount): \(100 * $0 / total) %")
    }
  }
}
