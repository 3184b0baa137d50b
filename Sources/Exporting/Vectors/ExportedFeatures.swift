public import GeoFiles
import Grid

/// Features on their way out: chosen, carried to the wanted system, tallied.
public final class ExportedFeatures {
  /// Calls its argument with every feature, in the system of the source.
  typealias Source = (_ body: (VectorGeometry, [VectorValue]) throws -> Void) throws -> Void

  /// The layer's name.
  public let name: String
  /// The kind of its geometries.
  public let geometry: VectorGeometry.Kind
  /// The attributes.
  public let columns: [VectorColumn]
  /// The reference system of what is sent.
  public let crs: CoordinateSystem
  /// How the layer is drawn.
  public let style: VectorWriter.Style
  /// What has been sent.
  public private(set) var tally = FeatureTally()

  private let source: Source
  private let carrier: VectorCarrier

  /// - Parameters:
  ///   - system: The system of the source's coordinates.
  ///   - target: The wanted one; `nil` for the source's.
  init(
    name: String, geometry: VectorGeometry.Kind, columns: [VectorColumn], style: VectorWriter.Style,
    from system: CoordinateSystem, to target: CoordinateSystem?, source: @escaping Source
  ) throws {
    (self.name, self.geometry, self.columns, self.style) = (name, geometry, columns, style)
    crs = target ?? system
    self.source = source
    carrier = try VectorCarrier(from: system, to: crs)
  }

  /// Calls `body` with every feature in the wanted system.
  ///
  /// - Throws: What reading and carrying throws, or what `body` throws.
  public func forEach(_ body: (VectorGeometry, [VectorValue]) throws -> Void) throws {
    tally = FeatureTally()
    try source { shape, values in
      tally.add(values)
      try body(try carrier.carried(shape), values)
    }
  }

  /// Writes all features as the one layer of a file and checks what it wrote.
  ///
  /// - Parameters:
  ///   - columns: The attributes as the format can name them; `nil` for their own names.
  ///   - isStyled: True where the file is to say how the layer is drawn.
  /// - Throws: `OutputError`, `GDALError`.
  func write(
    to path: String, as format: VectorWriter.Format, columns: [VectorColumn]? = nil, isStyled: Bool = false
  ) throws {
    let writer = try VectorWriter(path: path, format: format)
    let layer = try writer.makeLayer(
      name, geometry: geometry, crsWKT: crs.wkt, columns: columns ?? self.columns)
    try forEach { try writer.append($0, $1, to: layer) }
    if isStyled { try writer.addStyles([(name, style)]) }
    try writer.finish()
    try check(path, format: format)
  }

  /// Reads a file that was made of these features and compares it.
  ///
  /// - Throws: `OutputError.Reason.readBack` where it differs.
  func check(_ path: String, format: VectorWriter.Format) throws {
    let table = try VectorTable(path: path, layer: format == .geoPackage ? name : nil, format: format)
    var found = FeatureTally()
    try table.forEach { row in
      guard row.geometry?.kind == geometry else { return }
      found.add(row.values)
    }
    var difference = found.difference(from: tally)
    if !table.crs.isSame(as: crs) { difference = "its reference system is \(table.crs), not \(crs)" }
    if let difference { throw OutputError(path: path, reason: .readBack(difference: difference)) }
  }
}

/// How many features there are, and how many have a value in each column.
public struct FeatureTally: Hashable, Sendable {
  /// Features.
  public private(set) var count = 0
  private var filled: [Int] = []

  mutating func add(_ values: [VectorValue]) {
    if filled.isEmpty { filled = [Int](repeating: 0, count: values.count) }
    count += 1
    for (column, value) in values.enumerated() where !value.isEmpty && column < filled.count {
      filled[column] += 1
    }
  }

  func difference(from other: FeatureTally) -> String? {
    if count != other.count { return "it holds \(count) features, not \(other.count)" }
    guard filled != other.filled else { return nil }
    return "it lacks values that were written"
  }
}

extension VectorValue {
  /// True where a file cannot be told to hold anything.
  fileprivate var isEmpty: Bool {
    switch self {
    case .null: true
    case .text(let text): text.isEmpty
    case .real(let number): !number.isFinite
    case .integer, .boolean: false
    }
  }
}
