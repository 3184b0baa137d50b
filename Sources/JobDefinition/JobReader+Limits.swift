extension JobReader {
  func read(_ value: JobValue, into limits: inout Limits) {
    guard let section = value.section(.limits) else { return }
    func number(_ key: String, _ range: ClosedRange<Int>) -> Int? { section[key]?.integer(in: range) }
    if let count = number("max_pixels", Limits.pixelCounts) { limits.maximumPixels = count }
    if let size = number("max_memory_mb", Limits.memorySizes) { limits.maximumMemoryMebibytes = size }
    if let seconds = number("max_seconds", Limits.durations) { limits.maximumSeconds = seconds }
    limits.maximumProcessorSeconds = number("max_cpu_seconds", Limits.durations)
    if let size = number("max_file_mb", Limits.memorySizes) { limits.maximumFileMebibytes = size }
    if let count = number("max_open_files", Limits.openFileCounts) { limits.maximumOpenFiles = count }
  }

  /// Nothing may open a mosaic outside of the workers of an untrusted job.
  func checkIsolation(_ job: Job) {
    guard job.isolation != .none, job.flights?.naming.readsDateTag == true else { return }
    section["untrusted"]?.fail("'date_tag' opens mosaics while flights are looked for, outside of workers")
  }

  func isolation(_ value: JobValue) -> Isolation? {
    switch value.scalar {
    case .flag(let isUntrusted): return isUntrusted ? .worker : Isolation.none
    case .text("strict"): return .strict
    default: value.unexpected("true, false or strict")
    }
    return nil
  }
}
