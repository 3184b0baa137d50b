import JobDefinition

extension ShardPlan {
  /// What was given beside the job.
  var options: RunOptions { RunOptions(threadCount: threadCount, tileSize: tileSize) }
}

extension RunOptions {
  /// The job with what these options say instead, and with the model to which a
  /// link leads now, so that a promotion in between changes nothing.
  func applied(to job: Job) -> Job {
    var job = job
    if let tileSize { job.processing.tileSize = tileSize }
    if let threadCount { job.processing.threadCount = threadCount }
    job.model?.folder.followLinks()
    return job
  }
}
