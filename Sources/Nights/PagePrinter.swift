import Batch
import Foundation

/// Prints HTML pages as PDF through Chromium, which must be installed.
public struct PagePrinter: Sendable {
  /// Why a page cannot be printed.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no Chromium on the search path.
    case missing(names: [String])
    /// Chromium made no PDF.
    case failed(reason: String)

    /// One sentence.
    public var description: String {
      switch self {
      case .missing(let names):
        "cannot print a PDF: there is no Chromium on the search path (\(names.joined(separator: ", ")))"
      case .failed(let reason): "cannot print a PDF: Chromium made none: \(reason)"
      }
    }
  }

  /// The names under which Chromium is installed.
  static let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]

  private let name: String

  /// Finds Chromium.
  ///
  /// - Throws: `Failure.missing`.
  public init() throws(Failure) {
    guard let name = Self.names.first(where: { OutsideProgram($0) != nil }) else {
      throw .missing(names: Self.names)
    }
    self.name = name
  }

  /// Prints a page that needs no other file; the PDF is there whole or not at
  /// all, and links to files beside the page lead to files beside it.
  ///
  /// - Throws: `Failure`, `FileAccessError`.
  public func print(_ page: String, to path: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "furrow-print-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (source, target) = (
      folder.appendingPathComponent("page.html"), folder.appendingPathComponent("page.pdf")
    )
    try DurableFile.write(Array(page.utf8), to: source.path)
    guard var program = OutsideProgram(name, arguments(source, target, profile: folder)) else {
      throw Failure.missing(names: Self.names)
    }
    program.seconds = 120
    program.environment = ["HOME": folder.path]
    let ending = try program.run()
    guard let bytes = try? [UInt8](Data(contentsOf: target)), bytes.starts(with: Array("%PDF-".utf8)) else {
      throw Failure.failed(reason: ending.reason)
    }
    try DurableFile.write(Self.relative(bytes, to: folder.lastPathComponent), to: path)
  }

  /// Takes the place where a page was printed out of its links. Blanks behind
  /// keep every later byte where the PDF's table says it lies.
  ///
  /// Source: ISO 32000-1, 12.6.4.7 (URI actions) and 7.3.4.2 (literal strings).
  static func relative(_ pdf: [UInt8], to folder: String) -> [UInt8] {
    var data = Data(pdf)
    let (opening, place, end) = (Data("/URI (file://".utf8), Data("\(folder)/".utf8), Data(")".utf8))
    var from = data.startIndex
    while let link = data.range(of: opening, in: from..<data.endIndex) {
      from = link.upperBound
      guard let close = data.range(of: end, in: from..<data.endIndex),
        let own = data.range(of: place, in: from..<close.lowerBound)
      else { continue }
      let name = data[own.upperBound..<close.lowerBound]
      let text = Data("/URI (".utf8) + name + end
      let blanks = Data(repeating: 0x20, count: close.upperBound - link.lowerBound - text.count)
      data.replaceSubrange(link.lowerBound..<close.upperBound, with: text + blanks)
    }
    return [UInt8](data)
  }

  /// Nothing is fetched: whatever would leave goes to a closed port.
  private func arguments(_ source: URL, _ target: URL, profile: URL) -> [String] {
    // Chromium's own sandbox does not start for root.
    (geteuid() == 0 ? ["--no-sandbox"] : []) + [
      "--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--disable-extensions", "--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>",
      "--user-data-dir=\(profile.path)/profile", "--no-pdf-header-footer",
      "--print-to-pdf=\(target.path)", source.absoluteString,
    ]
  }
}
