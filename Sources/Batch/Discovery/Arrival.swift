import Foundation
import JobDefinition

/// Judges whether mosaics have arrived.
struct Arrival {
  let rule: ArrivalRule
  /// The moment that counts as now.
  let now: Date
  private let manifests = Manifests()

  init(rule: ArrivalRule, now: Date) {
    self.rule = rule
    self.now = now
  }

  /// What is known of a mosaic's files, and why they are not to be touched yet.
  func judge(_ mosaic: FoundMosaic) -> (stamps: [FileStamp], hold: FlightHold?) {
    guard mosaic.isWatched || rule != ArrivalRule() else { return ([], nil) }
    var stamps: [FileStamp] = []
    for path in mosaic.paths {
      guard let stamp = stamp(path, of: mosaic) else {
        // What the job itself names and lacks is told by the run.
        return mosaic.isWatched
          ? (stamps, .settling("\(path.resolved.quotedForReaders) is not there yet")) : ([], nil)
      }
      stamps.append(stamp)
    }
    if let hold = unrest(mosaic, stamps) { return (stamps, hold) }
    for index in stamps.indices {
      if let hold = fulfil(&stamps[index], mosaic) { return (stamps, hold) }
    }
    return (stamps, nil)
  }

  private func stamp(_ path: JobPath, of mosaic: FoundMosaic) -> FileStamp? {
    guard path.isRemote else { return FileStamp(ofFileAt: path.resolved) }
    guard case .watched(let file) = mosaic.origin else {
      return FileStamp(path: path.resolved, size: 0, modified: 0)
    }
    return FileStamp(path: path.resolved, size: file.size ?? 0, modified: file.modified ?? 0)
  }

  private func rest(_ mosaic: FoundMosaic) -> Duration {
    rule.rest ?? (rule.manifest == nil && mosaic.isWatched ? ArrivalRule.usualRest : .zero)
  }

  /// Why a mosaic's files and what belongs to them have not lain still long enough.
  private func unrest(_ mosaic: FoundMosaic, _ stamps: [FileStamp]) -> FlightHold? {
    let rest = rest(mosaic)
    guard rest > .zero else { return nil }
    let moment = Int(now.timeIntervalSince1970 * 1e9)
    for stamp in stamps + companions(mosaic) {
      let age = Duration.nanoseconds(moment - stamp.lastChange(before: moment))
      guard age < rest else { continue }
      let since =
        age < .zero
        ? "was changed at a time ahead of this machine's clock" : "was changed \(age.forReaders) ago"
      return .settling(
        "\(stamp.path.quotedForReaders) \(since); it is taken up when it has lain still for \(rest.forReaders)"
      )
    }
    return nil
  }

  /// The files that GDAL or the survey reads besides the mosaic.
  private func companions(_ mosaic: FoundMosaic) -> [FileStamp] {
    guard !mosaic.isRemote else { return [] }
    return mosaic.paths.flatMap { path in
      let stem = FlightDiscovery.stem(path.fileName)
      return [".tfw", ".tifw", ".wld", ".yaml", ".yml"].map { stem + $0 }
        + [".msk", ".ovr", ".yaml", ".yml"].map { path.fileName + $0 }
    }
    .filter(mosaic.hasBeside).compactMap { FileStamp(ofFileAt: mosaic.pathBeside($0)) }
  }

  /// Holds a file against its manifest; what the manifest promises of its
  /// content is kept for the moment when work begins.
  private func fulfil(_ stamp: inout FileStamp, _ mosaic: FoundMosaic) -> FlightHold? {
    guard let name = rule.manifest else { return nil }
    let file = stamp.path.split(separator: "/").last.map(String.init) ?? stamp.path
    let beside = name.name(beside: file)
    let path = mosaic.pathBeside(beside)
    do {
      guard mosaic.hasBeside(beside),
        let manifest = try manifests.manifest(at: path, isRemote: mosaic.isRemote)
      else { return .settling("\(path.quotedForReaders), its manifest, is not there yet") }
      guard manifest.isList else { return nil }
      switch manifest.promise(of: file) {
      case nil: return .settling("\(path.quotedForReaders) does not list \(file.quotedForReaders) yet")
      case .hash(let hash): stamp.promisedHash = hash
      case .size(let size) where size != stamp.size:
        return .settling(
          "\(stamp.path.quotedForReaders) has \(stamp.size) of the \(size) bytes that "
            + "\(path.quotedForReaders) promises")
      case .size: break
      }
      return nil
    } catch {
      return .settling("\(error)")
    }
  }
}

extension FlightHold {
  static func settling(_ reason: String) -> FlightHold { FlightHold(.settling, reason: reason) }
}

extension Duration {
  /// "90 s", "10 min", "26 h": whole numbers, rounded down.
  var forReaders: String {
    let seconds = components.seconds
    if seconds < 600, !seconds.isMultiple(of: 60) || seconds == 0 { return "\(seconds) s" }
    return seconds < 2 * 86_400 && seconds.isMultiple(of: 3600) && seconds > 0
      ? "\(seconds / 3600) h" : seconds < 7200 ? "\(seconds / 60) min" : "\(seconds / 3600) h"
  }
}
