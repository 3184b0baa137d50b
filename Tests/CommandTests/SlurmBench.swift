import Foundation
import Grid
import TestSupport
import Testing

/// A job for the cluster in a folder whose name has all that a shell could trip over.
struct SlurmBench {
  /// The job's folder, its results in it.
  let bench: FaultsBench
  let cluster: SlurmCluster

  /// A mosaic of seven shards, with weeds that cross their borders.
  private static let mosaic = Result { () -> [UInt8] in
    let bench = try FaultsBench()
    let mosaic = MadeMosaic(size: PixelSize(width: 160, height: 3400), nodata: 0)
    try mosaic.write(to: bench.path("flights/tall.tif")) { band, column, row in
      guard column > row / 80 else { return 0 }
      let isWeed = (column + row / 3) % 40 < 3 || row % 512 > 490 && column % 29 < 17
      let grain = Double((column * 7 + row * 13) % 11) * 40
      return (band == 0 ? (isWeed ? 1500 : 6000) : (isWeed ? 15000 : 8000)) + grain
    }
    return try bench.bytes("flights/tall.tif")
  }

  /// What `furrow run` leaves of the same job on one machine.
  static let undisturbed = Result { () -> Traces in
    let bench = try FaultsBench()
    try Self.fill(bench, more: "")
    let ending = try BuiltFurrow.run(["run", bench.path("job.yaml")])
    try #require(ending.code == 0, "\(ending.errors)")
    return try Traces(bench, flight: "tall")
  }

  /// Makes a job whose program on the nodes is a shell script around the real one.
  ///
  /// - Parameters:
  ///   - script: Lines before the real program takes over; `$4` is the shard
  ///     where `$2` is "work", `$BENCH` is the job's folder, and `note` adds a
  ///     line to `notes`.
  ///   - slurm: More keys of the job's section.
  init(_ script: String = "", slurm: String = "resubmit: 0") throws {
    cluster = try SlurmCluster.shared.get()
    bench = try FaultsBench(folder: "it's 50%j $HOME")
    try Self.fill(
      bench, more: "engine: slurm\nslurm: {shards: 7, memory: 500M, program: node.sh, \(slurm)}")
    try bench.write(
      "node.sh",
      """
      #!/bin/sh
      BENCH=$(dirname "$0")
      note() { echo "$*" >> "$BENCH/notes"; }
      wait_until_open() { until [ -e "$BENCH/open" ]; do sleep 0.1; done; }
      \(script)
      exec '\(BuiltFurrow.path)' "$@"

      """.utf8)
    chmod(bench.path("node.sh"), 0o755)
  }

  private static func fill(_ bench: FaultsBench, more: String) throws {
    try bench.write("flights/tall.tif", mosaic.get())
    try bench.writeFields([("A", 70...110, 100...3300), ("B", 20.5...90.2, 500...530)])
    var job = FaultsJob(fields: "{file: fields.gpkg}")
    job.outputs = "{folder: results, indices: [ndvi], confidence: true}"
    job.processing = "{threads: 1}"
    job.more = "cleaning: [{majority: {size: 3}}]\n" + more
    try bench.write("job.yaml", job.text.utf8)
  }

  /// Runs the job on the cluster.
  func run(_ arguments: [String] = []) throws -> BuiltFurrow.Ending {
    try BuiltFurrow.run(["run", bench.path("job.yaml")] + arguments, environment: cluster.environment)
  }

  /// Starts the job on the cluster, to be followed.
  func start() throws -> RunningFurrow {
    try RunningFurrow(["run", bench.path("job.yaml")], in: bench, environment: cluster.environment)
  }

  /// The results are those of one machine, byte for byte, and there once.
  func expectUndisturbed(sourceLocation: SourceLocation = #_sourceLocation) throws {
    #expect(
      try Traces(bench, flight: "tall").differences(from: Self.undisturbed.get()) == [],
      sourceLocation: sourceLocation)
    #expect(try bench.value("SELECT count(*) FROM run") == "1", sourceLocation: sourceLocation)
  }

  /// What tasks noted: a line of words for each start.
  var notes: [String] {
    let text = (try? String(contentsOfFile: bench.path("notes"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }

  /// Lets tasks that wait for it go on.
  func open() throws { try bench.write("open", []) }

  /// The job's entries in the queue: job, task, state, node.
  func queue() throws -> [[String]] {
    try cluster.run("squeue", ["--noheader", "--array", "--format=%F|%K|%T|%N|%j"]).split(separator: "\n")
      .map { $0.split(separator: "|", omittingEmptySubsequences: false).map(String.init) }
  }

  /// Waits until a task has noted something; false where it does not come.
  func waits(forNote words: String) -> Bool { waits { notes.contains { $0.hasPrefix(words) } } }

  /// Waits until something is so; false where that does not come.
  func waits(_ condition: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + .seconds(60)
    while !condition(), .now < deadline { usleep(50_000) }
    return condition()
  }

  /// Leaves an empty queue.
  func clear() {
    _ = try? cluster.run("scancel", ["--me"])
    let deadline = ContinuousClock.now + .seconds(30)
    while (try? queue().isEmpty) == false, .now < deadline { usleep(100_000) }
  }
}
