internal import Grid

extension VectorGeometry {
  /// The geometry as little-endian well-known binary.
  ///
  /// Source: OGC 06-103r4, section 8.2.
  var wellKnownBinary: [UInt8] {
    var bytes = WellKnownBinary()
    switch self {
    case .point(let point):
      bytes.begin(type: 1)
      bytes.append(point)
    case .line(let points):
      bytes.begin(type: 2)
      bytes.append(points, isRing: false)
    case .polygons(let polygons):
      bytes.begin(type: 6)
      bytes.append(count: polygons.count)
      for polygon in polygons { bytes.append(polygon) }
    }
    return bytes.bytes
  }
}

private struct WellKnownBinary {
  var bytes: [UInt8] = []

  mutating func begin(type: UInt32) { bytes += [1] + type.littleEndianBytes }

  mutating func append(count: Int) { bytes += UInt32(count).littleEndianBytes }

  mutating func append(_ point: MapPoint) {
    bytes += point.x.bitPattern.littleEndianBytes + point.y.bitPattern.littleEndianBytes
  }

  mutating func append(_ points: [MapPoint], isRing: Bool) {
    append(count: points.count + (isRing && !points.isEmpty ? 1 : 0))
    for point in points { append(point) }
    if isRing, let first = points.first { append(first) }
  }

  mutating func append(_ polygon: MapPolygon) {
    begin(type: 3)
    append(count: 1 + polygon.holes.count)
    append(polygon.outer, isRing: true)
    for hole in polygon.holes { append(hole, isRing: true) }
  }
}
