extension JobReader {
  func read(_ value: JobValue, into outputs: inout OutputSelection) {
    guard let section = value.section(.outputs) else { return }
    if let folder = section["folder"].flatMap(path) { outputs.folder = folder }
    if let flag = section["confidence"]?.flag() { outputs.writesConfidence = flag }
    if let names = section["indices"]?.indexNames() { outputs.indices = names }
    if let flag = section["patches"]?.flag() { outputs.writesPatches = flag }
    if let flag = section["report"]?.flag() { outputs.writesReport = flag }
  }

  func read(_ value: JobValue, into processing: inout Processing) {
    guard let section = value.section(.processing) else { return }
    if let size = section["tile_size"]?.integer(in: Processing.tileSizes) { processing.tileSize = size }
    processing.threadCount = section["threads"]?.integer(in: Processing.threadCounts)
  }
}
