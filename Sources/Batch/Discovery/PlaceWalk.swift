import JobDefinition

/// A file that a watched place holds.
struct PlaceFile: Hashable, Sendable {
  /// Its path below the place.
  var relativePath: String
  /// The folder of the place.
  var root: String
  /// The names beside it, its own too; `nil` where they are not known.
  var beside: Set<String>?
  var size: Int?
  var modified: Int?

  var path: JobPath { JobPath(relativePath, in: root) }
}

/// Walks the folders of a watched place.
///
/// Links to files are followed where they stay within the place; links to
/// folders are not.
struct PlaceWalk {
  /// More folders below one another than any archive of flights has.
  static let maximumDepth = 64
  /// More files than one job can want.
  static let maximumCount = 1_000_000

  let pattern: PathPattern
  let listing: any FolderListing
  private(set) var files: [PlaceFile] = []
  /// What fits but cannot be taken.
  private(set) var refused: [(path: String, error: DiscoveryError)] = []

  /// Makes a walk that has not begun.
  init(_ pattern: PathPattern, listing: any FolderListing) {
    self.pattern = pattern
    self.listing = listing
  }

  /// Finds every file that fits, folder by folder in the order of their names.
  ///
  /// - Throws: `DiscoveryError.unreadable` where the place itself cannot be read.
  mutating func run() throws(DiscoveryError) {
    try visit("", depth: 0, steps: [0])
  }

  private func fullPath(_ relative: String) -> String { JobPath(relative, in: pattern.root).resolved }

  private mutating func visit(_ folder: String, depth: Int, steps: Set<Int>) throws(DiscoveryError) {
    let path = folder.isEmpty ? pattern.root : fullPath(folder)
    guard depth <= Self.maximumDepth else {
      throw .unreadable(place: path, reason: "it lies more than \(Self.maximumDepth) folders deep")
    }
    let entries = try listing.entries(of: path)
    let beside = Set(entries.map(\.name))
    let steps = reachable(steps)
    for entry in entries {
      let relative = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
      if entry.kind == .folder {
        let next = Set(steps.compactMap { step(from: $0, into: entry.name) })
        if !next.isEmpty { enter(relative, depth: depth + 1, steps: next) }
      } else if steps.contains(where: { isLast($0) && fits(entry.name, part: $0) }) {
        take(entry, relative, beside: beside)
      }
      guard files.count <= Self.maximumCount else {
        throw .unreadable(
          place: pattern.root, reason: "it holds more than \(Self.maximumCount) files that fit")
      }
    }
  }

  /// Enters a folder below the place; one that cannot be read stops no other.
  private mutating func enter(_ folder: String, depth: Int, steps: Set<Int>) {
    do throws(DiscoveryError) {
      try visit(folder, depth: depth, steps: steps)
    } catch {
      refused.append((fullPath(folder), error))
    }
  }

  private mutating func take(_ entry: PlaceEntry, _ relative: String, beside: Set<String>) {
    let path = fullPath(relative)
    do throws(DiscoveryError) {
      switch entry.kind {
      case .unnamable: throw .badName(file: path)
      case .special: throw .notAFile(file: path)
      case .link: guard try listing.isFile(link: path, below: pattern.root) else { return }
      case .file, .folder: break
      }
      files.append(
        PlaceFile(
          relativePath: relative, root: pattern.root, beside: beside, size: entry.size,
          modified: entry.modified))
    } catch {
      refused.append((path, error))
    }
  }

  /// The parts that may come next, those after `**` too.
  private func reachable(_ steps: Set<Int>) -> Set<Int> {
    var all = steps
    for step in pattern.parts.indices where all.contains(step) && pattern.parts[step] == .anyFolders {
      all.insert(step + 1)
    }
    return all
  }

  /// The part that comes next within a folder of a name.
  private func step(from place: Int, into folder: String) -> Int? {
    if pattern.parts[place] == .anyFolders { return folder.hasPrefix(".") ? nil : place }
    return !isLast(place) && fits(folder, part: place) ? place + 1 : nil
  }

  private func isLast(_ place: Int) -> Bool { place == pattern.parts.count - 1 }

  private func fits(_ name: String, part place: Int) -> Bool {
    switch pattern.parts[place] {
    case .exactly(let expected): name == expected
    case .matching(let files): files.matches(name)
    case .anyFolders: false
    }
  }
}
