import Foundation
public import JobDefinition

/// What a schedule has to know of a job.
public struct ScheduledJob: Hashable, Sendable {
  /// The job.
  public var job: Job
  /// The job's file, as an absolute path.
  public var file: String
  /// The program, as an absolute path.
  public var program: String
  /// How often the job is run.
  public var rhythm: Rhythm

  /// Describes a job.
  ///
  /// - Throws: `ScheduleError.path` where a path holds a control character.
  public init(_ job: Job, file: String, program: String, rhythm: Rhythm) throws(ScheduleError) {
    (self.job, self.file, self.program, self.rhythm) = (job, file, program, rhythm)
    for path in [file, program, outputFolder] + inputs
    where path.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) {
      throw .path(path, format: "a schedule")
    }
  }

  /// The name of units, batches and marks: letters, digits, '.', '_', '-'.
  var unitName: String { "furrow-\(job.name)" }

  /// What the schedule calls; a run that is still at work is left alone.
  var arguments: [String] { ["run", file, "--unless-running"] }

  /// The folder of results.
  var outputFolder: String { Self.plain(job.outputs.folder.resolved) }

  /// What is read and never written: the job, the mosaics, the boundaries, the model.
  var inputs: [String] {
    var paths = [file]
    if let flights = job.flights {
      paths += [flights.folder].compactMap(\.self).filter { !$0.isRemote }.map(\.resolved)
      paths += flights.mosaics.flatMap(\.localPaths)
    }
    paths += [job.fields?.file, job.model?.folder].compactMap { $0?.resolved }
    var seen: Set = [outputFolder]
    return paths.map(Self.plain).filter { seen.insert($0).inserted }
  }

  /// The path without dots.
  private static func plain(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// Where the run writes besides the folder of results.
  var otherOutputs: [String] {
    guard let metrics = job.metrics?.resolved else { return [] }
    return [URL(fileURLWithPath: metrics).deletingLastPathComponent().standardizedFileURL.path]
  }

  /// True where the run has to reach other machines.
  var needsNetwork: Bool { job.allowsRemote || job.notification != nil }

  /// The most memory that the run is given, in MiB: what the job may plan, half
  /// as much again for buffers of libraries, and the program itself.
  var memoryMebibytes: Int { job.limits.maximumMemoryMebibytes * 3 / 2 + 512 }

  /// The mark by which what was written for this job is known again.
  var mark: String { "Written by furrow schedule for \(file)." }
}

extension FlightSelection.Mosaic {
  fileprivate var localPaths: [String] {
    let paths: [JobPath] =
      switch files {
      case .one(let path): [path]
      case .bands(let bands): bands.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
      }
    return paths.filter { !$0.isRemote }.map(\.resolved)
  }
}
