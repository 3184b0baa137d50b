import ArgumentParser
import Batch
import Reporting

/// `furrow verify-seams`.
struct VerifySeamsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify-seams",
    abstract: "Shows that results do not depend on tile size or threads.",
    discussion: """
      Works one flight of a job through in memory for tiles of 256, 512, 1024 and 2048 pixels with \
      1, 2 and 8 threads each, and compares SHA-256 hashes of all it finds: mask (with confidence and \
      index rasters), patches, class areas, index figures and the report's pictures. Nothing is \
      written. It takes as long as 12 runs; the exit code is 70 where a hash differs.

      Examples:
        furrow verify-seams jobs/demo.yaml
        furrow verify-seams jobs/demo.yaml --flight north-2026-05-04
      """)

  @Argument(help: "The job file.", completion: .file(extensions: ["yaml", "yml"]))
  var job: String

  @Option(help: "The flight of this name; without it the job's first.")
  var flight: String?

  @OptionGroup var form: TableOptions

  func run() throws {
    let verification = try SeamVerification(
      try JobFile.readTrusted(job, for: "verify-seams"), flightName: flight)
    let count = SeamVerification.tileSizes.count * SeamVerification.threadCounts.count
    var done = 0
    let trials = try verification.run { _ in
      done += 1
      Progress.show("\(verification.flightName): \(done) of \(count)")
    }
    Progress.clear()
    let verdict = SeamVerdict(flightName: verification.flightName, trials: trials)
    form.write(verdict.table) { verdict.text }
    try verdict.check()
  }
}
