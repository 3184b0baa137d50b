/// Why a name is not a file that can be read, found before GDAL sees it.
public enum InputFileError: Error, Hashable, Sendable {
  /// Nothing has that name.
  case missing(file: String)
  /// The system refuses it.
  case unreadable(file: String, reason: String)
  /// It is a directory.
  case directory(file: String)
  /// It is a pipe, a socket or a device.
  case notRegular(file: String)
  /// It has no byte.
  case empty(file: String)
  /// It names another machine or a virtual file system, and the policy does
  /// not allow that.
  case remote(file: String)
  /// It begins like a driver's own syntax, such as "GTIFF_DIR:1:x.tif".
  case scheme(file: String)
  /// It holds a NUL byte or no character.
  case badName
  /// Its first bytes are those of something else.
  case wrongFormat(file: String, wanted: String, found: String)
}

extension InputFileError: CustomStringConvertible {
  /// One sentence that names the file.
  public var description: String {
    switch self {
    case .missing(let file): "cannot open '\(file)': no such file"
    case .unreadable(let file, let reason): "cannot open '\(file)': \(reason)"
    case .directory(let file): "cannot open '\(file)': it is a directory"
    case .notRegular(let file): "cannot open '\(file)': it is not a regular file"
    case .empty(let file): "cannot open '\(file)': the file is empty"
    case .remote(let file): "cannot open '\(file)': remote and virtual files are not allowed"
    case .scheme(let file):
      "cannot open '\(file)': names with a scheme are not allowed, only paths of files"
    case .badName: "cannot open a file: its name is empty or holds a NUL byte"
    case .wrongFormat(let file, let wanted, let found):
      "cannot open '\(file)': it is not \(wanted) but \(found)"
    }
  }
}
