extension JobReader {
  /// What concerns the ledger: tries and what is kept.
  func readLedger(into job: inout Job) {
    job.retries = section["retries"].flatMap(retries)
    job.keep = section["keep"].flatMap(keep)
  }

  private func retries(_ value: JobValue) -> RetryPolicy? {
    guard let section = value.section(.retries) else { return nil }
    var policy = RetryPolicy()
    if let attempts = section["attempts"]?.integer(in: RetryPolicy.attemptCounts) {
      policy.attempts = attempts
    }
    if let backoff = section["backoff"]?.duration() { policy.backoff = backoff }
    if let longest = section["longest"]?.duration() { policy.longest = longest }
    return policy
  }

  private func keep(_ value: JobValue) -> KeepPolicy? {
    guard let section = value.section(.keep) else { return nil }
    var policy = KeepPolicy()
    policy.age = section["age"]?.duration()
    policy.versions = section["versions"]?.integer(in: KeepPolicy.counts)
    policy.perField = section["per_field"]?.integer(in: 1...KeepPolicy.counts.upperBound)
    policy.space = section["space"]?.byteCount()
    if let work = section["work"]?.duration() { policy.work = work }
    policy.events = section["events"]?.duration()
    return policy
  }
}

extension JobValue {
  /// A number of bytes with its unit: "500 MB", "200 GB" or "1.5 TB".
  func byteCount() -> Int? {
    guard let text = text() else { return nil }
    if let bytes = ByteCount(text)?.bytes { return bytes }
    fail("\(summary) is not a size such as 500 MB or 200 GB")
    return nil
  }
}
