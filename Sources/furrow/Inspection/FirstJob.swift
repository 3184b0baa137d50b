import Batch
import Foundation
import GeoFiles
import JobDefinition
import Pixels
import Spectral

/// A first job for a mosaic, rehearsed before it is written.
struct FirstJob {
  /// The job's text.
  let text: String
  /// What the rehearsal found.
  let rehearsal: FlightRehearsal
  /// What was chosen and why, a sentence each.
  let notes: [String]

  /// Makes a job and rehearses it.
  ///
  /// - Throws: What is wrong with mosaic or boundaries; `DataError` where the
  ///   bands allow no index that parts plants from soil.
  init(mosaic path: String, fields: String?, sensor: MosaicOptions, target: String) throws {
    let file = try MosaicFile.open(RasterLocator(path: path))
    guard file.grid != nil else { throw FlightError.noReferenceSystem(file: path) }
    let (bands, calibration) = try sensor.resolve(file)
    let index = try Self.index(bands, calibration, file: path)
    var notes = ["index \(index) parts plants from soil; its threshold is found in each flight"]
    let stem = Self.stem(path)
    var template = JobTemplate(
      name: Self.jobName(stem), mosaicPath: Self.relative(path, to: target), profile: bands.profile?.name,
      bands: bands.profile == nil ? bands.bandNumber.filter { $0.key != .alpha } : [:],
      scale: Self.scale(sensor, calibration, bands), index: index, legend: try Self.legend())
    if DatePattern.standard.date(in: path.split(separator: "/").last.map(String.init) ?? path) == nil {
      notes.append("the file's name has no date: add 'date: YYYY-MM-DD' to the mosaic in the job")
    }
    if let fields {
      template.fieldPath = Self.relative(fields, to: target)
      let column = try Self.identifier(of: fields, onto: file)
      template.fieldIdentifier = column ?? "fid"
      notes.append(
        column.map { "fields are named by their column '\($0)'" }
          ?? "no column names each field once: fields are named by their number")
    }
    (text, rehearsal) = try Self.rehearsed(
      &template, target: target, maySayCounts: sensor.scale == nil, &notes)
    self.notes = notes
  }

  /// Rehearses the job; where nobody said what samples are and they cannot be
  /// reflectance, takes them as counts.
  private static func rehearsed(
    _ template: inout JobTemplate, target: String, maySayCounts: Bool, _ notes: inout [String]
  ) throws -> (String, FlightRehearsal) {
    do {
      return (template.text, try rehearse(template, target: target))
    } catch FlightError.implausible(_, let reason) where maySayCounts {
      template.scale = .counts
      let rehearsal = try rehearse(template, target: target)
      notes.append("samples are taken as counts, because \(reason)")
      return (template.text, rehearsal)
    }
  }

  private static func rehearse(_ template: JobTemplate, target: String) throws -> FlightRehearsal {
    try FlightRehearsal(try JobDecoder.decode(text: template.text, path: target))
  }

  /// The first index that the bands allow and that needs no more.
  private static func index(
    _ bands: ResolvedBands, _ calibration: MosaicCalibration, file: String
  ) throws -> String {
    let known = IndexCatalogue.standard.availability(with: bands, calibration: calibration)
    guard
      let index = ["ndvi", "exg", "gndvi", "ngrdi", "bndvi", "ndre"].first(where: { known[$0] == .available })
    else {
      throw DataError(
        "'\(file)' has no bands that part plants from soil, only "
          + bands.roles.map(\.rawValue).joined(separator: ", "))
    }
    return index
  }

  private static func scale(
    _ sensor: MosaicOptions, _ calibration: MosaicCalibration, _ bands: ResolvedBands
  ) -> SensorDescription.Scale? {
    if let said = sensor.scaleRequest { return said }
    guard let role = bands.roles.first(where: { $0.isOptical }),
      let evidence = calibration.evidence[role]
    else { return nil }
    switch (evidence, calibration[role]) {
    case (.file, _): return nil
    case (_, .counts): return .counts
    case (_, .reflectance(let scale, let offset)) where offset == 0:
      return scale == 1 ? .reflectance : .divisor(1 / scale)
    default: return nil
    }
  }

  private static func legend() throws -> Legend {
    try Legend([
      .init(
        code: 0, name: "soil", color: .init(red: 0xb0, green: 0xa4, blue: 0x8c), kind: .stuff, group: .soil),
      .init(
        code: 1, name: "plants", color: .init(red: 0x3a, green: 0x9a, blue: 0x3a), kind: .thing, group: .crop),
    ])
  }

  private static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }

  /// A name that a job may have.
  private static func jobName(_ stem: String) -> String {
    let safe = String(
      stem.map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) ? $0 : "-" })
    let name = String(safe.drop { !$0.isLetter && !$0.isNumber }.prefix(64))
    return name.isEmpty ? "job" : name
  }
}

/// Paths and columns.
extension FirstJob {
  /// A path as the job has it: relative to the job's folder where that takes
  /// at most three steps up, else absolute.
  static func relative(_ path: String, to job: String) -> String {
    let parts = URL(fileURLWithPath: path).standardizedFileURL.pathComponents
    let folder = URL(fileURLWithPath: job).standardizedFileURL.deletingLastPathComponent().pathComponents
    let shared = zip(parts, folder).prefix { $0 == $1 }.count
    let up = folder.count - shared
    guard shared > 1, up <= 3 else { return parts.dropFirst().reduce("") { $0 + "/" + $1 } }
    return (Array(repeating: "..", count: up) + parts.dropFirst(shared)).joined(separator: "/")
  }

  /// The first column that names each field once, those with telling names
  /// first; `nil` where there is none.
  ///
  /// - Throws: What is wrong with the file or its geometry.
  static func identifier(of path: String, onto file: MosaicFile) throws -> String? {
    guard let grid = file.grid else { throw FlightError.noReferenceSystem(file: file.locator.name) }
    let layers = try GeoFiles.FieldFile.describe(path: path).layers
    _ = try GeoFiles.FieldFile.read(path: path, attributes: FieldAttributes(), onto: grid)
    let columns =
      layers.first?.attributes.filter { ["String", "Integer", "Integer64"].contains($0.type) } ?? []
    let telling = ["field_id", "id", "plot_id", "plot", "field", "name"]
    func rank(_ name: String) -> Int { telling.firstIndex(of: name.lowercased()) ?? telling.count }
    let names = columns.map(\.name).enumerated()
      .sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    return names.first { name in
      (try? GeoFiles.FieldFile.read(path: path, attributes: FieldAttributes(id: name), onto: grid)) != nil
    }
  }
}
