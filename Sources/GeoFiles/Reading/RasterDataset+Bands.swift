import CGDAL
import Pixels

/// What a dataset says of its bands.
extension RasterDataset {
  /// Every band in file order.
  func bandDescriptions(_ type: SampleType) throws -> [BandDescription] {
    let xmp = CameraMetadata(xmp: packet())
    return try (1...bandCount).map { number in
      let band = try band(number)
      let (name, wavelength) = xmp.band(number, of: bandCount)
      let own = GDALGetDescription(band).map { String(cString: $0) } ?? ""
      return BandDescription(
        number: number, name: own.isEmpty ? name ?? "" : own, role: role(band),
        wavelengthNanometres: self.wavelength(band) ?? wavelength, nodata: nodata(band, type),
        scale: value(band, GDALGetRasterScale) ?? 1, offset: value(band, GDALGetRasterOffset) ?? 0)
    }
  }

  /// The XMP packet, if the file holds one.
  private func packet() -> String {
    StringList.strings(GDALGetMetadata(handle, "xml:XMP")).first ?? ""
  }

  /// The role that the colour interpretation tells; grey and palette tell none.
  private func role(_ band: GDALRasterBandH) -> BandRole? {
    let colour = GDALGetRasterColorInterpretation(band)
    switch GDALGetColorInterpretationName(colour).map({ String(cString: $0) }) {
    case "Red": return .red
    case "Green": return .green
    case "Blue": return .blue
    case "Alpha": return .alpha
    case "NIR": return .nearInfrared
    case "RedEdge": return .redEdge
    default: return nil
    }
  }

  /// The centre wavelength that the band's metadata tell, in nanometres.
  private func wavelength(_ band: GDALRasterBandH) -> Double? {
    for (key, domain) in [
      ("WAVELENGTH", nil), ("CentralWavelength", nil), ("CENTRAL_WAVELENGTH", nil),
      ("CENTRAL_WAVELENGTH_UM", "IMAGERY"),
    ] as [(String, String?)] {
      guard let text = GDALGetMetadataItem(band, key, domain) else { continue }
      let unit = GDALGetMetadataItem(band, "WAVELENGTH_UNITS", nil).map { String(cString: $0) } ?? ""
      if let wavelength = Wavelength.nanometres(String(cString: text), unit: unit) { return wavelength }
    }
    return nil
  }

  /// The nodata value as a sample can have it.
  private func nodata(_ band: GDALRasterBandH, _ type: SampleType) -> Double? {
    value(band, GDALGetRasterNoDataValue).map { type == .float32 ? Double(Float($0)) : $0 }
  }

  /// A number that a band may have or not.
  private func value(
    _ band: GDALRasterBandH, _ get: (GDALRasterBandH?, UnsafeMutablePointer<Int32>?) -> Double
  ) -> Double? {
    var exists: Int32 = 0
    let value = get(band, &exists)
    return exists != 0 ? value : nil
  }
}
