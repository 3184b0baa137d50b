public import Grid

extension CoordinateTransformer {
  /// Carries a ring, its edges divided into pieces before.
  ///
  /// - Parameter pieceLength: The longest piece, in the units of the ring.
  /// - Throws: `GDALError` as `transform`.
  public func carry(_ ring: [MapPoint], pieceLength: Double) throws(GDALError) -> [MapPoint] {
    try transform(ring.densified(maximumStep: pieceLength))
  }
}
