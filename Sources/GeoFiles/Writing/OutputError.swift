internal import Glibc

/// Why a file could not be written; nothing of it is left at its path.
public struct OutputError: Error, Hashable, Sendable {
  /// What went wrong.
  public enum Reason: Hashable, Sendable {
    /// The path is a symbolic link, which is never followed.
    case symbolicLink
    /// The path is a folder, a device or anything else that is not a plain file.
    case notAPlainFile
    /// The path is a file where a folder is to be.
    case notAFolder
    /// No space is left on the file system, or the quota is used up.
    case diskFull
    /// The writer was ended before every row had come.
    case missingRows(received: Int, expected: Int)
    /// Another program is writing it.
    case busy
    /// What was read back is not what was written.
    case readBack(difference: String)
    /// The writer had been cancelled or had failed before.
    case closed
    /// Two columns of a layer have one name; case makes no difference.
    case repeatedColumn(String, layer: String)
    /// The operating system refused; `code` is `errno`.
    case system(operation: String, code: Int32)
    /// A library refused, in its own words.
    case refusedByLibrary(operation: String, message: String)
  }

  /// The file that was to be written.
  public var path: String
  /// What went wrong.
  public var reason: Reason

  /// Makes an error.
  public init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// The error of a failed system call; tells a full disk from the rest.
  static func system(_ operation: String, path: String, code: Int32) -> Self {
    let isFull = code == ENOSPC || code == EDQUOT
    return Self(path: path, reason: isFull ? .diskFull : .system(operation: operation, code: code))
  }

  /// The error of a failed library call; tells a full disk from the rest.
  static func refusedByLibrary(_ operation: String, path: String, message: String) -> Self {
    let text = message.lowercased()
    let isFull = text.contains("no space left") || text.contains("disk is full")
    return Self(
      path: path, reason: isFull ? .diskFull : .refusedByLibrary(operation: operation, message: message))
  }
}

extension OutputError {
  /// True where the machine or what lies in the output folder is at fault, not
  /// what was to be written.
  public var isOfMachine: Bool {
    switch reason {
    case .symbolicLink, .notAPlainFile, .notAFolder, .diskFull, .busy, .readBack, .system, .refusedByLibrary:
      true
    case .missingRows, .closed, .repeatedColumn: false
    }
  }
}

extension OutputError: CustomStringConvertible {
  /// One sentence that names the file.
  public var description: String {
    switch reason {
    case .symbolicLink: "cannot write '\(path)': it is a symbolic link"
    case .notAPlainFile: "cannot write '\(path)': it is not a plain file"
    case .notAFolder: "cannot write '\(path)': it is not a folder"
    case .diskFull: "cannot write '\(path)': no space is left on the disk"
    case .missingRows(let received, let expected):
      "cannot finish '\(path)': \(received) of \(expected) rows were written"
    case .busy: "cannot write '\(path)': another program is writing it"
    case .readBack(let difference): "cannot trust '\(path)', which was not released: \(difference)"
    case .closed: "cannot write '\(path)': its writer has ended"
    case .repeatedColumn(let column, let layer):
      "cannot write '\(path)': layer '\(layer)' has two columns named '\(column)'"
    case .system(let operation, let code):
      "cannot \(operation) '\(path)': \(String(cString: strerror(code)))"
    case .refusedByLibrary(let operation, let message): "cannot \(operation) '\(path)': \(message)"
    }
  }
}
