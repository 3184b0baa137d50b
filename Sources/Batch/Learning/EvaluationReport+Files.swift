public import Foundation
public import Reporting

extension EvaluationReport {
  /// The page and the JSON as files, by name.
  ///
  /// - Throws: The template's own error, should it not parse.
  public func files() throws -> [String: Data] {
    ["evaluation.html": Data(try html().utf8), "evaluation.json": Data(json().utf8)]
  }

  /// Writes both into a folder, which is made where it is missing.
  ///
  /// - Returns: The paths.
  /// - Throws: `FileAccessError`; a file that is there is whole.
  @discardableResult
  public func write(to folder: String) throws -> [String] {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw FileAccessError(
        operation: "make the folder", path: folder, reason: (error as NSError).localizedDescription)
    }
    return try files().sorted { $0.key < $1.key }.map { name, bytes in
      let path = "\(folder)/\(name)"
      try DurableFile.write([UInt8](bytes), to: path)
      return path
    }
  }
}
