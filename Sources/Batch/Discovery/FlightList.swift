import Foundation
package import JobDefinition

/// Reads a list of mosaics: one path a line, then, after a tab each, a name and
/// a day where they are to be given.
///
/// Lines that are blank or begin with '#' do not count. A relative path follows
/// the list's folder.
package struct FlightList {
  /// The longest list that is read, in bytes.
  static let maximumByteCount = 16 << 20
  /// The most lines.
  static let maximumCount = PlaceWalk.maximumCount

  let path: JobPath
  let allowsRemote: Bool

  /// Names a list; nothing is read yet.
  package init(path: JobPath, allowsRemote: Bool) {
    self.path = path
    self.allowsRemote = allowsRemote
  }

  /// The mosaics, and the lines that name none.
  ///
  /// - Throws: `DiscoveryError.unreadable`.
  package func read() throws(DiscoveryError) -> [Result<FoundMosaic, DiscoveryError>] {
    let text: String?
    do {
      text = try SideText.read(
        path.resolved, isRemote: path.isRemote, maximumByteCount: Self.maximumByteCount)
    } catch let error as FileAccessError {
      throw .unreadable(place: path.resolved, reason: error.reason)
    } catch {
      throw .unreadable(place: path.resolved, reason: "\(error)", mayPass: path.isRemote)
    }
    guard var text else { throw .unreadable(place: path.resolved, reason: "there is no such file") }
    if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
    let lines = text.split(
      maxSplits: Self.maximumCount, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard lines.count <= Self.maximumCount else {
      throw .unreadable(place: path.resolved, reason: "it has more than \(Self.maximumCount) lines")
    }
    return lines.enumerated()
      .compactMap { number, line in
        let line = line.trimmingCharacters(in: CharacterSet(charactersIn: " \r"))
        return line.allSatisfy(\.isWhitespace) || line.hasPrefix("#") ? nil : mosaic(line, number: number + 1)
      }
  }

  private func mosaic(_ line: String, number: Int) -> Result<FoundMosaic, DiscoveryError> {
    func fault(_ reason: String) -> Result<FoundMosaic, DiscoveryError> {
      .failure(.badLine(list: path.resolved, line: number, reason: reason))
    }
    let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    guard parts.count <= 3 else { return fault("a line holds a path, a name and a date at most") }
    let file = JobPath(parts[0], in: folder)
    guard !parts[0].isEmpty else { return fault("the path is missing") }
    guard !line.unicodeScalars.contains(where: { $0 != "\t" && ($0.value < 32 || $0.value == 127) }) else {
      return fault("the line holds a control character")
    }
    guard allowsRemote || !file.isRemote else {
      return fault(
        "\(parts[0].quotedForReaders) is not a local file, which only 'allow: {remote: true}' permits")
    }
    var mosaic = FoundMosaic(files: .one(file), origin: .list)
    if parts.count > 1, !parts[1].isEmpty {
      guard FlightDiscovery.safeName(parts[1]) == parts[1] else {
        return fault("\(parts[1].quotedForReaders) is not a name of letters, digits, '.', '_' and '-'")
      }
      mosaic.name = parts[1]
    }
    if parts.count > 2, !parts[2].isEmpty {
      guard let date = CalendarDate(parts[2]) else {
        return fault("\(parts[2].quotedForReaders) is not a date such as 2026-05-04")
      }
      mosaic.date = date
    }
    return .success(mosaic)
  }

  private var folder: String {
    let list = path.resolved
    return list.lastIndex(of: "/").map { String(list[...$0]) } ?? ""
  }
}
