import Pixels
import Yams

/// Reads job files.
public enum JobDecoder {
  /// Reads the text of a job file.
  ///
  /// - Parameters:
  ///   - text: The YAML.
  ///   - path: The file's path: errors name it, and relative paths in the job
  ///     follow its folder.
  /// - Throws: `InvalidJob` with everything that is wrong.
  public static func decode(text: String, path: String) throws(InvalidJob) -> Job {
    let findings = Findings(file: path)
    let section = JobDocument.root(of: text, findings: findings).flatMap { root in
      upgraded(JobValue(node: root, pointer: "", findings: findings))?.section(.job)
    }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    let job = section.map { JobReader($0, folder: folder).job() }
    try findings.check()
    var decoded = job ?? Job(name: "")
    decoded.file = path
    return decoded
  }

  /// The job in the newest version of the format; `nil` where its version cannot be read.
  private static func upgraded(_ whole: JobValue) -> JobValue? {
    guard case .mapping(let mapping) = whole.node else {
      whole.unexpected("a mapping")
      return nil
    }
    guard let node = mapping.first(where: { $0.key.scalar?.string == "version" })?.value else {
      whole.fail("key 'version' is missing")
      return nil
    }
    let value = JobValue(node: node, pointer: "/version", findings: whole.findings)
    guard let version = value.integer(in: 1...Int.max) else { return nil }
    guard version <= Job.currentVersion else {
      value.fail("the job has version \(version), but versions up to \(Job.currentVersion) can be read")
      return nil
    }
    let job = JobUpgrade.upgrade(whole.node, from: version, to: Job.currentVersion)
    return JobValue(node: job, pointer: "", findings: whole.findings)
  }
}
