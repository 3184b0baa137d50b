import Foundation
import Pixels

/// The formats that prescriptions are written in.
public enum PrescriptionFormats {
  /// All that come with the program.
  ///
  /// - Throws: `PrescribingError.profile`.
  public static func all() throws(PrescribingError) -> [any PrescriptionFormat] {
    [TaskDataFormat(kind: .zones), TaskDataFormat(kind: .rates)]
      + (try TerminalProfile.standard()).map { TerminalFormat(profile: $0) } + [
        GeoJSONFormat(), DroneFormat(),
      ]
  }

  /// The format of a name, or that of a terminal's profile at a path.
  ///
  /// - Throws: `PrescribingError` where there is none, or the profile is bad.
  public static func format(named name: String) throws(PrescribingError) -> any PrescriptionFormat {
    let ending = (name as NSString).pathExtension.lowercased()
    if ending == "yaml" || ending == "yml" {
      guard let data = FileManager.default.contents(atPath: name) else {
        throw .profile(file: name, reason: "there is no such file")
      }
      return TerminalFormat(
        profile: try TerminalProfile(yaml: String(decoding: data, as: UTF8.self), file: name))
    }
    let known = try all()
    guard let format = known.first(where: { $0.name == name }) else {
      throw .unknownFormat(
        name, known: known.map(\.name), nearest: NearestName.nearest(to: name, among: known.map(\.name)))
    }
    return format
  }
}
