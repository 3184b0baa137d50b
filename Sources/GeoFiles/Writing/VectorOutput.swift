internal import CGDAL

/// A vector file while it is written through OGR, beside its target.
///
/// Features go into transactions of bounded size. Not Sendable: GDAL allows
/// one thread at a time on a dataset.
final class VectorOutput {
  /// The path that people know.
  var path: String { staged.target }
  /// The time that the file gives as its last change, in ISO 8601.
  let lastChange: String

  private let format: VectorWriter.Format
  private let staged: StagedFile
  private var handle: GDALDatasetH?
  private var featureCount = 0
  private var featuresInTransaction = 0
  private static let transactionSize = 50_000

  /// Begins a file; nothing shows at `path` before `finish()`.
  init(path: String, format: VectorWriter.Format, lastChange: String) throws(OutputError) {
    staged = try StagedFile(target: path)
    staged.companions = format.companions
    self.format = format
    self.lastChange = lastChange
    try configured { () throws(GDALError) in
      let driver = try GDALLibrary.handle("find the driver of", format.driver) {
        GDALGetDriverByName(format.driver)
      }
      handle = try GDALLibrary.handle("create", path) {
        GDALCreate(driver, staged.temporary, 0, 0, 0, GDT_Unknown, nil)
      }
    }
    try begin()
  }

  deinit { cancel() }

  /// Adds a layer; `geometry` is `nil` for a table without.
  func makeLayer(
    _ name: String, geometry: VectorGeometry.Kind?, crsWKT: String, columns: [VectorColumn],
    options: [String] = []
  ) throws(OutputError) -> VectorOutputLayer {
    guard handle != nil else { throw OutputError(path: path, reason: .closed) }
    var names = Set(["fid", "geom"])
    for column in columns where !names.insert(column.name.lowercased()).inserted {
      cancel()
      throw OutputError(path: path, reason: .repeatedColumn(column.name, layer: name))
    }
    let options = formatOptions + options
    return try call { dataset throws(GDALError) in
      try VectorOutputLayer(
        dataset: dataset, subject: path, name: name, geometry: geometry, crsWKT: crsWKT,
        columns: columns, options: options)
    }
  }

  /// Adds one feature to a layer of this file.
  func append(
    _ geometry: VectorGeometry?, _ values: [VectorValue], id: Int64? = nil, to layer: VectorOutputLayer
  ) throws(OutputError) {
    try append([FeatureContent(geometry: geometry, values: values, id: id)], to: layer)
  }

  /// Adds features to a layer of this file, many of them in fewer calls.
  func append(_ features: [FeatureContent], to layer: VectorOutputLayer) throws(OutputError) {
    if featuresInTransaction >= Self.transactionSize {
      try commit()
      try begin()
    }
    featureCount += features.count
    featuresInTransaction += features.count
    try call { _ throws(GDALError) in try layer.append(features) }
  }

  /// Completes the file and puts it in the target's place.
  func finish() throws(OutputError) {
    try commit()
    try call { dataset throws(GDALError) in
      handle = nil
      try GDALLibrary.complete(dataset, path)
    }
    if format == .geoJSON { try checkComplete() }
    try staged.publish()
  }

  /// Ends without a file.
  func cancel() {
    if let handle { _ = GDALLibrary.collecting { GDALClose(handle) } }
    handle = nil
    staged.discard()
  }

  /// Reads the features back: the driver does not notice a failed write.
  private func checkComplete() throws(OutputError) {
    try configured { () throws(GDALError) in
      let drivers = StringList([format.driver])
      let allowed = drivers.constant
      let dataset = try GDALLibrary.handle("read back", path) {
        GDALOpenEx(staged.temporary, UInt32(GDAL_OF_VECTOR | GDAL_OF_VERBOSE_ERROR), allowed, nil, nil)
      }
      defer { GDALClose(dataset) }
      let count = OGR_L_GetFeatureCount(GDALDatasetGetLayer(dataset, 0), 1)
      guard count == featureCount else {
        let reason = "it holds \(count) of \(featureCount) features"
        throw GDALError(operation: "read back", subject: path, reason: reason)
      }
    }
  }

  private var formatOptions: [String] {
    format.layerOptions
  }

  private func begin() throws(OutputError) {
    guard format == .geoPackage else { return }
    try call { dataset throws(GDALError) in
      try GDALLibrary.call("begin a transaction in", path) { GDALDatasetStartTransaction(dataset, 0) }
    }
  }

  private func commit() throws(OutputError) {
    guard format == .geoPackage else { return }
    try call { dataset throws(GDALError) in
      try GDALLibrary.call("commit to", path) { GDALDatasetCommitTransaction(dataset) }
    }
    featuresInTransaction = 0
  }

  /// Runs `body` on the open dataset.
  func call<Result>(
    _ body: (GDALDatasetH) throws(GDALError) -> Result
  ) throws(OutputError) -> Result {
    guard let handle else { throw OutputError(path: path, reason: .closed) }
    return try configured { () throws(GDALError) in try body(handle) }
  }

  /// Runs `body` with the thread's configuration that this file needs; where
  /// it fails the file is given up.
  private func configured<Result>(
    _ body: () throws(GDALError) -> Result
  ) throws(OutputError) -> Result {
    do throws(GDALError) {
      return try GDALLibrary.withThreadOptions(
        [
          ("OGR_CURRENT_DATE", lastChange), ("OGR_SQLITE_SYNCHRONOUS", "OFF"),
          ("OGR_SQLITE_JOURNAL", "MEMORY"),
        ], body)
    } catch {
      let failure = staged.failure(error.operation, message: error.reason)
      cancel()
      throw failure
    }
  }
}

extension GDALLibrary {
  /// Sets configuration options for this thread while `body` runs
  /// (`CPLSetThreadLocalConfigOption`).
  static func withThreadOptions<Result>(
    _ options: [(key: String, value: String)], _ body: () throws(GDALError) -> Result
  ) throws(GDALError) -> Result {
    start()
    for (key, value) in options { CPLSetThreadLocalConfigOption(key, value) }
    defer { for (key, _) in options { CPLSetThreadLocalConfigOption(key, nil) } }
    return try body()
  }
}

extension VectorWriter.Format {
  /// The name of GDAL's driver.
  var driver: String {
    switch self {
    case .geoPackage: "GPKG"
    case .geoJSON: "GeoJSON"
    case .flatGeobuf: "FlatGeobuf"
    case .shapefile: "ESRI Shapefile"
    }
  }

  /// What every layer of the format is made with.
  fileprivate var layerOptions: [String] {
    switch self {
    case .geoJSON: ["RFC7946=YES", "COORDINATE_PRECISION=9"]
    case .shapefile: ["ENCODING=UTF-8"]
    case .geoPackage, .flatGeobuf: []
    }
  }

  /// The files beside the one that is named.
  var companions: [String] { self == .shapefile ? [".shx", ".dbf", ".prj", ".cpg"] : [] }
}

@available(*, unavailable, message: "GDAL allows one thread at a time on a dataset")
extension VectorOutput: Sendable {}
