import ArgumentParser
import Batch
import Foundation
import Reporting

/// `furrow init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes a first job for a mosaic, with comments.",
    usage: "furrow init <mosaic> [--fields <fields>] [--output <job.yaml>] [<sensor options>]",
    discussion: """
      The job says which band is which, what samples are, which column names the fields, and one rule \
      that parts plants from soil. It is tried on a sample of the mosaic before it is written, and \
      runs as it stands. A file that exists is never overwritten.

      Examples:
        furrow init north.tif
        furrow init north.tif --fields fields.gpkg --output jobs/north.yaml
        furrow init north.tif --bands BGRReN --scale 32768
      """)

  @Argument(help: "The mosaic.", completion: .file(extensions: ["tif", "tiff"]))
  var mosaic: String

  @Option(
    help: "Field boundaries: GeoPackage, GeoJSON, Shapefile or FlatGeobuf.",
    completion: .file(extensions: ["gpkg", "geojson", "json", "shp", "fgb"]))
  var fields: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Where the job is written.", valueName: "job.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var output = "job.yaml"

  @OptionGroup(title: "Sensor options") var sensor: MosaicOptions

  @Flag(help: "Write JSON: an object with what was found and chosen.")
  var json = false

  func run() throws {
    try refuseExisting()
    let job = try FirstJob(mosaic: mosaic, fields: fields, sensor: sensor, target: output)
    try write(job.text)
    if json { return Output.line(object(for: job).text) }
    Output.line("wrote \(output)")
    Output.write(Paragraph.list(notes(of: job)))
    Output.line("\nnext: furrow run \(output)")
  }

  private func notes(of job: FirstJob) -> [String] {
    var notes = job.notes
    let rehearsal = job.rehearsal
    for threshold in rehearsal.thresholds {
      notes.append(
        "on a sample, '\(threshold.comparison)' means \(Number.text(threshold.value, significant: 4))")
    }
    if rehearsal.fieldCount > 0 {
      let outside = rehearsal.fieldsOutside.count
      notes.append(
        Number.count(rehearsal.fieldCount, "field")
          + (outside == 0 ? ", all on the mosaic" : ", \(outside) of them not on the mosaic"))
    }
    return notes + rehearsal.warnings.map { "note: \($0)" }
  }

  private func object(for job: FirstJob) -> JSONValue {
    let rehearsal = job.rehearsal
    return .object([
      "path": .string(output), "flight": .string(rehearsal.flightName),
      "thresholds": .array(
        rehearsal.thresholds.map {
          .object(["comparison": .string($0.comparison), "value": .number($0.value)])
        }), "fields": .integer(rehearsal.fieldCount), "fields_outside": .strings(rehearsal.fieldsOutside),
      "notes": .strings(job.notes), "warnings": .strings(rehearsal.warnings),
    ])
  }

  private func refuseExisting() throws {
    guard FileManager.default.fileExists(atPath: output) else { return }
    throw UsageError("'\(output)' exists and is not overwritten", remedy: "name another file with --output")
  }

  /// Writes a file that must not exist.
  private func write(_ text: String) throws {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .withoutOverwriting)
    } catch {
      try refuseExisting()
      let reason = (error as NSError).localizedDescription
      throw DataError("cannot write '\(output)': \(reason)")
    }
  }
}
