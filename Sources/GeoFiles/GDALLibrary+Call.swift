import CGDAL

/// What the library said during one call, on the calling thread.
final class LibraryMessages {
  /// Warnings and errors in the order in which they came.
  fileprivate(set) var warnings: [String] = []
  fileprivate(set) var errors: [String] = []
  /// What it tells only those who trace it.
  fileprivate(set) var traces: [String] = []

  /// The last error, else the last warning, else a plain sentence.
  var reason: String { errors.last ?? warnings.last ?? "the library gives no reason" }

  fileprivate func add(_ level: CPLErr, _ message: String) {
    var text = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    while text.last == "." || text.last == " " { text.removeLast() }
    switch level {
    case CE_None: break
    case CE_Debug: traces.append(text)
    case CE_Warning: warnings.append(text)
    default: errors.append(ShortRead(text)?.description ?? text)
    }
  }
}

/// The one funnel: every call that can fail resets the thread's error state,
/// runs with a handler that collects what the library says instead of
/// printing it, and is judged by its return value alone, since the library
/// may log an error and still succeed.
extension GDALLibrary {
  /// Runs `body` and gives back its result with what the library said.
  static func collecting<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> (result: Result, messages: LibraryMessages) {
    start()
    let messages = LibraryMessages()
    CPLErrorReset()
    CPLPushErrorHandlerEx(collect, Unmanaged.passUnretained(messages).toOpaque())
    defer {
      CPLPopErrorHandler()
      CPLErrorReset()
    }
    let result = try body()
    return (result, messages)
  }

  /// Runs a call that is judged by `succeeded`.
  @discardableResult
  static func call<Result>(
    _ operation: String, _ subject: String, succeeded: (Result) -> Bool, _ body: () -> Result
  ) throws(GDALError) -> Result {
    let (result, messages) = collecting(body)
    guard succeeded(result) else {
      throw GDALError(operation: operation, subject: subject, reason: messages.reason)
    }
    return result
  }

  /// Runs a GDAL call that ends with a `CPLErr`.
  static func call(
    _ operation: String, _ subject: String, _ body: () -> CPLErr
  ) throws(GDALError) {
    try call(operation, subject, succeeded: { $0 == CE_None || $0 == CE_Warning }, body)
  }

  /// Runs an OGR or OSR call that ends with an `OGRErr`.
  static func call(
    _ operation: String, _ subject: String, _ body: () -> OGRErr
  ) throws(GDALError) {
    try call(operation, subject, succeeded: { $0 == OGRERR_NONE }, body)
  }

  /// Runs a call that ends with a handle, `nil` where it failed.
  static func handle<Handle>(
    _ operation: String, _ subject: String, _ body: () -> Handle?
  ) throws(GDALError) -> Handle {
    let (result, messages) = collecting(body)
    guard let result else {
      throw GDALError(operation: operation, subject: subject, reason: messages.reason)
    }
    return result
  }

  /// Closes a dataset that was written. `GDALClose` of GDAL 3.6 gives no
  /// result: what it says is all there is.
  static func complete(_ dataset: GDALDatasetH, _ subject: String) throws(GDALError) {
    let errors = collecting { GDALClose(dataset) }.messages.errors
    guard let reason = errors.last else { return }
    throw GDALError(operation: "complete", subject: subject, reason: reason)
  }

  private static let collect: CPLErrorHandler = { level, _, message in
    guard let user = CPLGetErrorHandlerUserData(), let message else { return }
    Unmanaged<LibraryMessages>.fromOpaque(user).takeUnretainedValue()
      .add(level, String(cString: message))
  }
}
