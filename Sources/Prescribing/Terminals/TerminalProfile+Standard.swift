extension TerminalProfile {
  /// The profiles that come with the program, by name.
  ///
  /// - Throws: `PrescribingError.profile`.
  static func standard() throws(PrescribingError) -> [TerminalProfile] {
    let files: [(name: String, bytes: [UInt8])] = [
      ("agrotax.yaml", PackageResources.agrotax_yaml), ("cnh.yaml", PackageResources.cnh_yaml),
      ("john-deere.yaml", PackageResources.john_deere_yaml), ("raven.yaml", PackageResources.raven_yaml),
      ("trimble.yaml", PackageResources.trimble_yaml), ("vaderstad.yaml", PackageResources.vaderstad_yaml),
    ]
    return try files.map { file throws(PrescribingError) in
      try TerminalProfile(yaml: String(decoding: file.bytes, as: UTF8.self), file: file.name)
    }
  }
}
