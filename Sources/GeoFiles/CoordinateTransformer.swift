import CGDAL
public import Grid

/// Carries coordinates from one reference system to another.
///
/// Not safe to share: each worker makes its own.
public final class CoordinateTransformer {
  private let transformation: OGRCoordinateTransformationH?
  private let subject: String

  /// Makes the transformation; the same system on both sides changes nothing.
  convenience init(from source: CoordinateSystem, to target: CoordinateSystem) throws(GDALError) {
    guard !source.isSame(as: target) else {
      self.init(identity: source.name)
      return
    }
    try self.init(
      SpatialReference(wkt: source.wkt), SpatialReference(wkt: target.wkt),
      subject: "\(source.name)' to '\(target.name)")
  }

  private init(identity name: String) {
    transformation = nil
    subject = name
  }

  /// Makes the transformation between two references
  /// (`OCTNewCoordinateTransformationEx`).
  ///
  /// A transformation that ignores a change of datum is taken only where both
  /// ellipsoids are the same, as with a datum that the file does not name.
  init(
    _ source: borrowing SpatialReference, _ target: borrowing SpatialReference, subject: String
  ) throws(GDALError) {
    self.subject = subject
    let (from, to) = (source.handle, target.handle)
    let exact = GDALLibrary.collecting { Self.make(from, to, allowsBallpark: false) }.result
    if let exact {
      transformation = exact
      return
    }
    let isSameEllipsoid =
      abs(OSRGetSemiMajor(from, nil) - OSRGetSemiMajor(to, nil)) < 0.01
      && abs(OSRGetInvFlattening(from, nil) - OSRGetInvFlattening(to, nil)) < 1e-4
    transformation = try GDALLibrary.handle("transform coordinates from", subject) {
      Self.make(from, to, allowsBallpark: isSameEllipsoid)
    }
  }

  deinit { if let transformation { OCTDestroyCoordinateTransformation(transformation) } }

  private static func make(
    _ source: OGRSpatialReferenceH, _ target: OGRSpatialReferenceH, allowsBallpark: Bool
  ) -> OGRCoordinateTransformationH? {
    let options = OCTNewCoordinateTransformationOptions()
    defer { OCTDestroyCoordinateTransformationOptions(options) }
    OCTCoordinateTransformationOptionsSetBallparkAllowed(options, allowsBallpark ? 1 : 0)
    return OCTNewCoordinateTransformationEx(source, target, options)
  }

  /// Carries points (`OCTTransform`).
  ///
  /// - Throws: `GDALError` where a point lies outside of where the target
  ///   system is defined.
  public func transform(_ points: [MapPoint]) throws(GDALError) -> [MapPoint] {
    guard let transformation, !points.isEmpty else { return points }
    var x = points.map(\.x)
    var y = points.map(\.y)
    let count = Int32(points.count)
    try GDALLibrary.call("transform coordinates from", subject, succeeded: { $0 != 0 }) {
      OCTTransform(transformation, count, &x, &y, nil)
    }
    let moved = zip(x, y).map { MapPoint(x: $0, y: $1) }
    guard moved.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else {
      throw GDALError(
        operation: "transform coordinates from", subject: subject,
        reason: "a point lies where the target system is not defined")
    }
    return moved
  }
}

@available(*, unavailable, message: "a transformation keeps state; each worker makes its own")
extension CoordinateTransformer: Sendable {}
