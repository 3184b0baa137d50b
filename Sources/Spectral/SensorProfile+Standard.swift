extension SensorProfile {
  /// The profile of a name, without regard to case; `nil` where there is none.
  public static func named(_ name: String) -> SensorProfile? {
    let name = name.lowercased()
    return standard.first { $0.name == name }
  }

  /// The sensors that are known. A new one is one entry.
  ///
  /// Metashape writes 100 % reflectance as 32768.
  public static let standard: [SensorProfile] = [
    SensorProfile(
      name: "rgb", title: "Colour camera",
      bands: [Band(.red), Band(.green), Band(.blue)],
      scale: .counts),
    SensorProfile(
      name: "micasense-rededge-m", title: "MicaSense RedEdge-M and RedEdge-MX",
      bands: [
        Band(.blue, 475), Band(.green, 560), Band(.red, 668), Band(.redEdge, 717), Band(.nearInfrared, 840),
      ],
      scale: .reflectance(fullScale: 32768)),
    SensorProfile(
      name: "micasense-altum", title: "MicaSense Altum",
      bands: [
        Band(.blue, 475), Band(.green, 560), Band(.red, 668), Band(.redEdge, 717), Band(.nearInfrared, 842),
        Band(.thermal, 11_000),
      ],
      scale: .reflectance(fullScale: 32768), kelvinPerCount: 0.01),
    SensorProfile(
      name: "micasense-dual", title: "MicaSense RedEdge-MX Dual, by wavelength",
      bands: [
        Band(.blue, 444), Band(nil, 475), Band(nil, 531), Band(.green, 560), Band(nil, 650),
        Band(.red, 668), Band(nil, 705), Band(.redEdge, 717), Band(nil, 740), Band(.nearInfrared, 842),
      ],
      scale: .reflectance(fullScale: 32768)),
    SensorProfile(
      name: "parrot-sequoia", title: "Parrot Sequoia",
      bands: [Band(.green, 550), Band(.red, 660), Band(.redEdge, 735), Band(.nearInfrared, 790)],
      scale: .reflectance(fullScale: 32768)),
    SensorProfile(
      name: "dji-p4-multispectral", title: "DJI P4 Multispectral",
      bands: [
        Band(.blue, 450), Band(.green, 560), Band(.red, 650), Band(.redEdge, 730), Band(.nearInfrared, 840),
      ],
      scale: .productDependent),
    SensorProfile(
      name: "dji-mavic-3m", title: "DJI Mavic 3 Multispectral",
      bands: [Band(.green, 560), Band(.red, 650), Band(.redEdge, 730), Band(.nearInfrared, 860)],
      scale: .productDependent),
    SensorProfile(
      name: "tetracam-adc", title: "Tetracam ADC",
      bands: [Band(.nearInfrared, 800), Band(.red, 650), Band(.green, 550)],
      scale: .counts),
  ]
}
