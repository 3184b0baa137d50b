/// Band names and wavelengths in an XMP packet, as multispectral cameras and
/// Pix4D write them.
///
/// Source: Pix4D, "Camera:BandName" and "Camera:CentralWavelength" of the
/// namespace <http://pix4d.com/camera/1.0>.
struct CameraMetadata {
  /// Names in band order.
  var names: [String]
  /// Centre wavelengths in nanometres, in band order.
  var wavelengths: [Double]

  /// Reads a packet; what it does not hold stays empty.
  init(xmp: String) {
    names = Self.values(of: "Camera:BandName", in: xmp)
    wavelengths = Self.values(of: "Camera:CentralWavelength", in: xmp)
      .compactMap { Wavelength.nanometres($0) }
  }

  /// The name and wavelength of a band; `nil` unless the packet has as many as
  /// the file has bands.
  func band(_ number: Int, of count: Int) -> (name: String?, wavelength: Double?) {
    (
      names.count == count ? names[number - 1] : nil,
      wavelengths.count == count ? wavelengths[number - 1] : nil
    )
  }

  /// The texts of an element or attribute: one, or those of its list.
  private static func values(of key: String, in xmp: String) -> [String] {
    if let element = between("<\(key)>", "</\(key)>", in: xmp) {
      var items: [String] = []
      var rest = element
      while let item = between("<rdf:li>", "</rdf:li>", in: rest) {
        items.append(item.trimmed)
        rest = rest[item.endIndex...]
      }
      return items.isEmpty ? [element.trimmed] : items
    }
    return between("\(key)=\"", "\"", in: xmp).map { [$0.trimmed] } ?? []
  }

  private static func between(_ start: String, _ end: String, in text: some StringProtocol) -> Substring? {
    guard let opening = text.firstRange(of: start) else { return nil }
    let rest = Substring(text[opening.upperBound...])
    guard let closing = rest.firstRange(of: end) else { return nil }
    return rest[..<closing.lowerBound]
  }
}

extension Substring {
  /// The text without white space at either end.
  var trimmed: String { String(self).trimmed }
}

/// Wavelengths as files write them.
enum Wavelength {
  /// A wavelength in nanometres from "840", "840 nm", "0.84" or "0.84 um";
  /// `nil` where the text is no positive number.
  ///
  /// A bare number below 20 is taken as micrometres, since no camera sees
  /// light of 20 nm.
  static func nanometres(_ text: String, unit: String = "") -> Double? {
    let number = text.prefix { $0.isNumber || "+-.eE".contains($0) }
    guard let value = Double(number), value > 0, value.isFinite else { return nil }
    let words = (text.dropFirst(number.count) + unit).lowercased()
    if words.contains("um") || words.contains("µm") || words.contains("micro") { return value * 1000 }
    if words.contains("nm") || words.contains("nano") { return value }
    return value < 20 ? value * 1000 : value
  }
}
