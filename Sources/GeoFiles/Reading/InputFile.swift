import CGDAL
import Foundation

/// A file whose name and kind have been checked, before GDAL sees it.
///
/// Local names are made absolute, so that no name can be taken for a driver's
/// own syntax. Symbolic links are followed: an operator links inputs.
struct InputFile {
  /// The name as the user wrote it, for messages.
  var name: String
  /// The name that GDAL gets.
  var path: String
  /// True for a `/vsi` name that the policy allowed.
  var isRemote: Bool

  /// Checks a name.
  init(_ name: String, remoteAllowed: Bool) throws {
    guard !name.isEmpty, !name.utf8.contains(0) else { throw InputFileError.badName }
    self.name = name
    if Self.isVirtual(name) {
      guard remoteAllowed else { throw InputFileError.remote(file: name) }
      path = name
      isRemote = true
      return
    }
    guard !Self.hasScheme(name) else { throw InputFileError.scheme(file: name) }
    path = name.hasPrefix("/") ? name : FileManager.default.currentDirectoryPath + "/" + name
    isRemote = false
    guard !Self.isVirtual(path) else { throw InputFileError.remote(file: name) }
    try checkKind()
  }

  private func checkKind() throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { throw InputFileError.missing(file: name) }
      throw InputFileError.unreadable(file: name, reason: String(cString: strerror(errno)))
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw InputFileError.directory(file: name)
    default: throw InputFileError.notRegular(file: name)
    }
    guard status.st_size > 0 else { throw InputFileError.empty(file: name) }
    guard access(path, R_OK) == 0 else {
      throw InputFileError.unreadable(file: name, reason: String(cString: strerror(errno)))
    }
  }

  /// True where GDAL would take the name for one of its virtual file systems.
  private static func isVirtual(_ name: String) -> Bool { name.lowercased().hasPrefix("/vsi") }

  /// True where the bytes come from another machine.
  var isOverNetwork: Bool { isRemote && Self.isOverNetwork(path) }

  /// True for the `/vsi` names that GDAL asks other machines for, within an
  /// archive or not.
  static func isOverNetwork(_ name: String) -> Bool {
    let name = name.lowercased()
    return ["s3", "gs", "az", "adls", "oss", "swift", "curl", "hdfs", "webhdfs"]
      .contains { name.contains("/vsi\($0)/") || name.contains("/vsi\($0)_streaming/") }
  }

  /// True for "letters:" at the start, as in "http://" and "NETCDF:x".
  private static func hasScheme(_ name: String) -> Bool {
    guard let colon = name.firstIndex(of: ":"), let first = name.first, first.isLetter else { return false }
    return name[..<colon].allSatisfy { $0.isLetter || $0.isNumber || "+-._".contains($0) }
  }
}

extension InputFile {
  /// The files named beside this one that exist, as bare names.
  func siblings(_ suffixes: [String]) -> [String] {
    let base = (path as NSString).lastPathComponent
    let stem = (base as NSString).deletingPathExtension
    let folder = (path as NSString).deletingLastPathComponent
    let names = suffixes.flatMap { $0.hasPrefix("+") ? [base + $0.dropFirst()] : [stem + $0] }
    return names.filter { access(folder + "/" + $0, R_OK) == 0 }
  }
}
