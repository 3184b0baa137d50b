import CXGBoost
public import Foundation

/// XGBoost's own model in memory. Not safe to share.
public final class Booster {
  private let handle: BoosterHandle

  /// Makes an untrained model for the rows of some tables.
  init(rows: [TrainingRows]) throws(BoosterError) {
    var handles: [DMatrixHandle?] = rows.map(\.handle)
    handle = try Self.make("make a model") {
      XGBoosterCreate(&handles, bst_ulong(handles.count), $0)
    }
  }

  /// Reads a model that XGBoost wrote as JSON.
  public init(json: Data) throws(BoosterError) {
    handle = try Self.make("make a model") { XGBoosterCreate(nil, 0, $0) }
    let bytes = [UInt8](json)
    try Self.call("read a model") {
      XGBoosterLoadModelFromBuffer(handle, bytes, bst_ulong(bytes.count))
    }
  }

  private init(_ handle: BoosterHandle) { self.handle = handle }

  deinit { XGBoosterFree(handle) }

  func set(_ name: String, to value: String) throws(BoosterError) {
    try Self.call("set '\(name)' to '\(value)'") { XGBoosterSetParam(handle, name, value) }
  }

  /// Says what the features are; the model's JSON repeats it.
  func nameFeatures(_ names: [String]) throws(BoosterError) {
    var copies: [UnsafePointer<CChar>?] = names.map { UnsafePointer(strdup($0)) }
    defer { for copy in copies { free(UnsafeMutablePointer(mutating: copy)) } }
    try Self.call("name the features") {
      XGBoosterSetStrFeatureInfo(handle, "feature_name", &copies, bst_ulong(names.count))
    }
  }

  /// Adds a round of trees.
  func addRound(_ round: Int, training rows: TrainingRows) throws(BoosterError) {
    try Self.call("add round \(round)") { XGBoosterUpdateOneIter(handle, Int32(round), rows.handle) }
  }

  /// The loss on each of some tables after a round.
  func losses(round: Int, on tables: [TrainingRows]) throws(BoosterError) -> [Double] {
    var handles: [DMatrixHandle?] = tables.map(\.handle)
    let names: [UnsafePointer<CChar>?] = tables.map { _ in UnsafePointer(strdup("t")) }
    defer { for name in names { free(UnsafeMutablePointer(mutating: name)) } }
    var text: UnsafePointer<CChar>?
    var labels = names
    try Self.call("measure the loss of round \(round)") {
      XGBoosterEvalOneIter(handle, Int32(round), &handles, &labels, bst_ulong(handles.count), &text)
    }
    // "[3] t-mlogloss:0.25 t-mlogloss:0.31", with tabs.
    let losses = String(cString: text.unsafelyUnwrapped).split(separator: "\t").dropFirst()
      .compactMap { $0.split(separator: ":").last.flatMap { Double($0) } }
    guard losses.count == tables.count else {
      throw BoosterError(operation: "measure the loss of round \(round)", reason: "no figures came back")
    }
    return losses
  }

  /// The model of the first rounds only.
  func firstRounds(_ count: Int) throws(BoosterError) -> Booster {
    Booster(
      try Self.make("keep the first \(count) rounds") { XGBoosterSlice(handle, 0, Int32(count), 1, $0) })
  }

  /// The model as XGBoost's JSON.
  public func json() throws(BoosterError) -> Data {
    var count: bst_ulong = 0
    var bytes: UnsafePointer<CChar>?
    try Self.call("write a model") {
      XGBoosterSaveModelToBuffer(handle, #"{"format": "json"}"#, &count, &bytes)
    }
    return Data(bytes: bytes.unsafelyUnwrapped, count: Int(count))
  }

  /// XGBoost's own predictions, which `ForestPredictor` is compared with.
  ///
  /// - Parameters:
  ///   - values: The features row by row; NaN where a feature is missing.
  ///   - featureCount: The number of features.
  ///   - asMargins: Whether sums of leaf values are asked for, not
  ///     probabilities.
  ///   - threads: Threads to use.
  /// - Returns: The classes' values row by row; of a model for two classes
  ///   with one margin only that of the second class.
  public func predictions(
    of values: [Float], featureCount: Int, asMargins: Bool = false, threads: Int = 1
  ) throws(BoosterError) -> [Float] {
    precondition(values.count % featureCount == 0, "the last row is not complete")
    try set("nthread", to: "\(ThreadWaiting.allowed(threads))")
    // Version 1.7 fails without "cache_id".
    let settings = """
      {"type": \(asMargins ? 1 : 0), "training": false, "iteration_begin": 0, "iteration_end": 0, \
      "strict_shape": true, "missing": NaN, "cache_id": 0}
      """
    var shape: UnsafePointer<bst_ulong>?
    var dimensions: bst_ulong = 0
    var result: UnsafePointer<Float>?
    try values.withUnsafeBufferPointer { (buffer) throws(BoosterError) in
      let address = UInt(bitPattern: buffer.baseAddress)
      let array = """
        {"data": [\(address), true], "shape": [\(values.count / featureCount), \(featureCount)], \
        "typestr": "<f4", "version": 3}
        """
      try Self.call("predict") {
        XGBoosterPredictFromDense(handle, array, settings, nil, &shape, &dimensions, &result)
      }
    }
    let count = (0..<Int(dimensions)).reduce(1) { $0 * Int(shape.unsafelyUnwrapped[$1]) }
    return Array(UnsafeBufferPointer(start: result, count: count))
  }
}

extension Booster {
  /// Calls XGBoost; turns its code into an error with its own message.
  static func call(_ operation: String, _ body: () -> Int32) throws(BoosterError) {
    guard body() != 0 else { return }
    throw BoosterError(operation: operation, reason: reason(of: String(cString: XGBGetLastError())))
  }

  /// Calls what makes a handle.
  static func make(
    _ operation: String, _ body: (UnsafeMutablePointer<UnsafeMutableRawPointer?>) -> Int32
  ) throws(BoosterError) -> UnsafeMutableRawPointer {
    var handle: UnsafeMutableRawPointer?
    try call(operation) { body(&handle) }
    guard let handle else { throw BoosterError(operation: operation, reason: "XGBoost gave nothing back") }
    return handle
  }

  /// The message's first line, without "[time] file:line: ".
  private static func reason(of message: String) -> String {
    let line = message.split(separator: "\n").first.map(String.init) ?? "no reason given"
    guard line.hasPrefix("["), let end = line.range(of: #":\d+: "#, options: .regularExpression) else {
      return line
    }
    return String(line[end.upperBound...])
  }
}
