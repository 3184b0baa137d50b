import Catalog
import Foundation

/// Which folder each flight's results are in, as the catalog knows it.
struct PublishedFolders {
  let catalog: CatalogDatabase
  let folders: RunFolders

  /// The folder with the results of a mosaic with these parameters, where they
  /// are there and nothing else has taken their place.
  ///
  /// A run that began later and did not end may have been stopped between
  /// publishing and its record; then the files themselves are looked at.
  ///
  /// - Throws: `CatalogError`, `FileAccessError`.
  func folder(_ fingerprint: Fingerprint, _ parameters: RunParameters) throws -> String? {
    guard
      let done = try catalog.publication(
        fingerprint: fingerprint.text, parametersHash: parameters.hash),
      let folder = try folder(of: done.flight)
    else { return nil }
    guard done.isDoubtful else { return folder }
    let outputs = try catalog.results(of: done.run).outputs
    return outputs.allSatisfy { OutputListing.isWhole($0) } ? folder : nil
  }

  /// The folder with the flight's results, where it has any and they are there.
  func folder(of flight: FlightID) throws -> String? {
    guard let name = try folderName(of: flight) else { return nil }
    let folder = folders.results(name)
    return FileManager.default.fileExists(atPath: "\(folder)/mask.tif") ? folder : nil
  }

  /// The folder for the flight's results: the one it has, else its name, or
  /// "name@2" and so on where flights of the same name and other content have
  /// the names before.
  func target(for flight: FlightID, named name: String) throws -> String {
    if let own = try folderName(of: flight) { return folders.results(own) }
    let others = try catalog.flights().filter { $0.flight.name == name && $0.id != flight }
    let taken = Set(try others.compactMap { try folderName(of: $0.id) })
    var candidate = name
    var number = 2
    while taken.contains(candidate) {
      candidate = "\(name)@\(number)"
      number += 1
    }
    return folders.results(candidate)
  }

  /// The name of the folder in which the flight's newest done run published.
  private func folderName(of flight: FlightID) throws -> String? {
    guard let run = try catalog.runs().last(where: { $0.flight == flight && $0.state == .done }),
      let output = try catalog.results(of: run.id).outputs.first
    else { return nil }
    return URL(fileURLWithPath: output.path).deletingLastPathComponent().lastPathComponent
  }
}
