import Pixels

/// Turns the sections of a job file into values. What is wrong is reported;
/// values then have gaps and are not used.
package struct JobReader {
  let section: JobSectionReader
  let folder: String
  let allowsRemote: Bool
  let legend: Legend?

  init(_ section: JobSectionReader, folder: String) {
    self.section = section
    self.folder = folder
    allowsRemote = section["allow"]?.section(.allow)?["remote"]?.flag() ?? false
    legend = section["legend"].flatMap(Self.legend)
  }

  func job() -> Job {
    let jobName = section.required("name").flatMap(name) ?? ""
    let learns = section["train"] != nil || section["evaluate"] != nil
    let flightSection = learns ? section["flights"] : section.required("flights")
    var job = Job(name: jobName, flights: flightSection.flatMap(flights))
    job.allowsRemote = allowsRemote
    job.isolation = section["untrusted"].flatMap(isolation) ?? .none
    job.fields = section["fields"].flatMap(fields)
    job.only = section["only"]?.choice(of: WorkedPart.self)
    job.sensor = section["sensor"].flatMap(sensor) ?? job.sensor
    job.indices = section["indices"].flatMap(indices) ?? job.indices
    job.legend = legend
    if let segment = section["segment"] { read(segment, into: &job) }
    job.cleaning = section["cleaning"].map(cleaning) ?? []
    job.outputs.folder = JobPath(job.outputs.folder.written, in: folder)
    if let outputs = section["outputs"] { read(outputs, into: &job.outputs) }
    if let processing = section["processing"] { read(processing, into: &job.processing) }
    job.engine = section["engine"]?.choice(of: RunEngine.self) ?? job.engine
    job.slurm = section["slurm"].map(slurm) ?? job.slurm
    if let limits = section["limits"] { read(limits, into: &job.limits) }
    checkIsolation(job)
    if let drift = section["drift"].flatMap(drift) { job.drift = drift }
    job.quality = section["quality"].flatMap(quality)
    job.training = section["train"].flatMap(training)
    job.evaluation = section["evaluate"].flatMap(evaluation)
    readNight(into: &job)
    readLedger(into: &job)
    checkSections()
    return job
  }

  /// Checks which sections need which others.
  private func checkSections() {
    if ["segment", "indices", "train", "evaluate"].allSatisfy({ section[$0] == nil }) {
      section.whole.fail(
        "the job asks for nothing: key 'segment', 'indices', 'train' or 'evaluate' is missing")
    }
    for (key, needed) in [
      ("only", "fields"), ("segment", "legend"), ("train", "legend"), ("train", "sensor"),
      ("evaluate", "legend"),
      ("evaluate", "sensor"),
    ]
    where section[key] != nil && section[needed] == nil {
      section.whole.fail("key '\(needed)' is missing, which '\(key)' needs")
    }
    if let cleaning = section["cleaning"], section["segment"] == nil {
      cleaning.fail("there are no classes to clean without 'segment'")
    }
  }

  /// A name that can be part of a file's name.
  func name(_ value: JobValue) -> String? { value.name() }

  /// A path, which may only be remote where the job allows it.
  func path(_ value: JobValue) -> JobPath? {
    guard let text = value.text() else { return nil }
    let path = JobPath(text, in: folder)
    if !path.isRemote || allowsRemote { return path }
    value.fail("\(value.summary) is not a local file, which only 'allow: {remote: true}' permits,")
    return nil
  }

  /// A class of the legend by its name.
  func code(_ value: JobValue) -> ClassCode? {
    guard let name = value.text() else { return nil }
    guard let legend else { return nil }
    if let entry = legend.entry(named: name) { return entry.code }
    value.fail(
      "the legend has no class \(value.summary)",
      suggestion: NearestName.nearest(to: name, among: legend.entries.map(\.name)))
    return nil
  }
}

extension Unicode.Scalar {
  /// True for A to Z, a to z and 0 to 9.
  var isASCIILetterOrDigit: Bool {
    ("A"..."Z").contains(self) || ("a"..."z").contains(self) || ("0"..."9").contains(self)
  }
}
