public import Pixels

/// A first job file for somebody who has a mosaic, with comments.
///
/// The text that it makes is a job that can be read again, given a name that a
/// job may have, paths and class names on one line and an index by name.
public struct JobTemplate: Sendable {
  /// The job's name.
  public var name: String
  /// The mosaic's path as the job file is to have it.
  public var mosaicPath: String
  /// The day of the flight; `nil` where the file's name tells it.
  public var date: CalendarDate?
  /// The boundary file's path, if there is one.
  public var fieldPath: String?
  /// The column with the fields' ids; "fid" for the feature's number.
  public var fieldIdentifier: String?
  /// The sensor profile, if one fits.
  public var profile: String?
  /// The bands by role, where there is no profile.
  public var bands: [BandRole: Int]
  /// What the samples are, where that is known.
  public var scale: SensorDescription.Scale?
  /// The index that parts plants from soil, such as "exg".
  public var index: String
  /// The classes.
  public var legend: Legend

  /// Makes a template.
  public init(
    name: String, mosaicPath: String, date: CalendarDate? = nil, fieldPath: String? = nil,
    fieldIdentifier: String? = nil, profile: String? = nil, bands: [BandRole: Int] = [:],
    scale: SensorDescription.Scale? = nil, index: String, legend: Legend
  ) {
    self.name = name
    self.mosaicPath = mosaicPath
    self.date = date
    self.fieldPath = fieldPath
    self.fieldIdentifier = fieldIdentifier
    self.profile = profile
    self.bands = bands
    self.scale = scale
    self.index = index
    self.legend = legend
  }

  /// The job file's text.
  public var text: String {
    [head, flights, fields, sensor, indices, classes, rules, cleaning, outputs].joined(separator: "\n")
  }

  private var head: String {
    """
    # A job for furrow: what it takes, does and writes.
    # Relative paths follow the folder of this file. Lines that begin with # are comments.
    version: 1
    name: \(name.quotedForJSON)

    """
  }

  private var flights: String {
    let date = date.map { ", date: \($0)" } ?? ""
    return """
      # The mosaics. Instead of naming them you can give a folder:
      #   folder: flights
      #   pattern: "*.tif"
      flights:
        mosaics:
          - {file: \(mosaicPath.quotedForJSON)\(date)}

      """
  }

  private var fields: String {
    guard let fieldPath else {
      return """
        # Field boundaries, for figures by field.
        # fields: {file: fields.gpkg, id: field_id}

        """
    }
    let id = fieldIdentifier.map { "\n  id: \($0.quotedForJSON)" } ?? ""
    return """
      # Field boundaries. 'id' names the column with the field's id; 'fid' is the feature's number.
      fields:
        file: \(fieldPath.quotedForJSON)\(id)
        # crop: crop
        # row_spacing: row_spacing_m
      # Work through the fields alone and leave the rest of each mosaic out.
      # only: fields

      """
  }

  private var sensor: String {
    var lines: [String] = []
    if let profile { lines.append("  profile: \(profile.quotedForJSON)") }
    if !bands.isEmpty {
      let pairs = bands.sorted { $0.value < $1.value }.map { "\($0.key.rawValue): \($0.value)" }
      lines.append("  bands: {\(pairs.joined(separator: ", "))}")
    }
    switch scale {
    case .divisor(let divisor): lines.append("  scale: \(CanonicalJSON.number(divisor).written)")
    case .counts: lines.append("  scale: counts")
    case .reflectance: lines.append("  scale: reflectance")
    case nil: break
    }
    let comment = "# What the bands are; what is left out is found in the files.\n"
    if lines.isEmpty { return comment + "# sensor: {bands: {red: 1, green: 2, blue: 3}, scale: counts}\n" }
    return comment + "sensor:\n" + lines.joined(separator: "\n") + "\n"
  }

  private var indices: String {
    """
    # The indices that are measured in each field.
    indices:
      report: [\(index.quotedForJSON)]

    """
  }
}
