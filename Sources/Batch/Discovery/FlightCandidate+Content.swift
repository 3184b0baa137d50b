extension FlightCandidate {
  /// Size and time of writing of each file, by which a change during a run
  /// shows that the fingerprint's pieces miss; empty for remote ones.
  var contentStamps: [[Int]] {
    paths.map { FileStamp(ofFileAt: $0).map { [$0.size, $0.modified] } ?? [] }
  }
}
