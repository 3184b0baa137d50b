import Digest
import GeoFiles
import JobDefinition

extension FlightCandidate {
  /// Why the flight is not to be worked on after all: a file is not as the
  /// survey saw it, so it still arrives.
  func changeSinceSurvey() -> FlightHold? {
    for stamp in surveyed where !JobPath(stamp.path, in: "").isRemote {
      let file = stamp.path.quotedForReaders
      guard let now = FileStamp(ofFileAt: stamp.path) else {
        return .settling("\(file) has gone since it was found")
      }
      guard stamp.isSame(as: now) else {
        let sizes = now.size == stamp.size ? "" : ": it had \(stamp.size) bytes and has \(now.size)"
        return .settling("\(file) has changed since it was found\(sizes)")
      }
    }
    return nil
  }

  /// Why the flight is not to be worked on: a file's content is not what its
  /// manifest promises.
  ///
  /// - Throws: `InputFileError` where a file cannot be read.
  func brokenPromise(allowsRemote: Bool) throws -> FlightHold? {
    for stamp in surveyed {
      guard let promise = stamp.promisedHash else { continue }
      var hash = SHA256()
      try InputBytes.read(stamp.path, allowsRemote: allowsRemote) { try hash.update($0, $1) }
      guard hash.hexDigest() == promise else {
        return .settling(
          "the SHA-256 of \(stamp.path.quotedForReaders) is not what its manifest promises: it is not complete, "
            + "or damaged")
      }
    }
    return nil
  }
}

extension Job {
  /// The job as it applies to one flight: with the flight's own sensor profile
  /// where it has one, instead of the job's profile and bands.
  func describing(_ flight: FlightCandidate) -> Job {
    guard let profile = flight.sensorProfile else { return self }
    var job = self
    job.sensor.profile = profile
    job.sensor.bands = nil
    return job
  }
}
