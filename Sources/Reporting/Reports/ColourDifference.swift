import Foundation
import Pixels

/// A colour in CIELAB under illuminant D65.
struct LabColour: Hashable {
  let lightness, a, b: Double

  init(lightness: Double, a: Double, b: Double) {
    (self.lightness, self.a, self.b) = (lightness, a, b)
  }

  /// A colour of linear sRGB, each channel 0 to 1.
  ///
  /// Source: IEC 61966-2-1 and CIE 15.
  init(linear rgb: [Double]) {
    let x = 0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]
    let y = 0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]
    let z = 0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]
    func curve(_ t: Double) -> Double { t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116 }
    let (fx, fy, fz) = (curve(x / 0.95047), curve(y), curve(z / 1.08883))
    self.init(lightness: 116 * fy - 16, a: 500 * (fx - fy), b: 200 * (fy - fz))
  }

  /// The colour difference CIEDE2000 with all weights 1; 1 is about what a
  /// trained eye can tell side by side.
  ///
  /// Source: Sharma, Wu and Dalal, The CIEDE2000 color-difference formula
  /// (2005), equations 2 to 22.
  func difference(_ other: LabColour) -> Double {
    let chroma = (hypot(a, b) + hypot(other.a, other.b)) / 2
    let g = 0.5 * (1 - (pow(chroma, 7) / (pow(chroma, 7) + pow(25, 7))).squareRoot())
    let (c1, h1) = Self.polar((1 + g) * a, b)
    let (c2, h2) = Self.polar((1 + g) * other.a, other.b)
    let isGrey = c1 * c2 == 0
    let turn = isGrey ? 0 : abs(h2 - h1) <= 180 ? h2 - h1 : h2 > h1 ? h2 - h1 - 360 : h2 - h1 + 360
    let deltaL = other.lightness - lightness
    let deltaC = c2 - c1
    let deltaH = 2 * (c1 * c2).squareRoot() * sin(Self.radians(turn / 2))
    let meanL = (lightness + other.lightness) / 2
    let meanC = (c1 + c2) / 2
    let sum = h1 + h2
    let meanH = isGrey ? sum : abs(h1 - h2) <= 180 ? sum / 2 : sum < 360 ? sum / 2 + 180 : sum / 2 - 180
    let t =
      1 - 0.17 * cos(Self.radians(meanH - 30)) + 0.24 * cos(Self.radians(2 * meanH))
      + 0.32 * cos(Self.radians(3 * meanH + 6)) - 0.20 * cos(Self.radians(4 * meanH - 63))
    let offset = (meanL - 50) * (meanL - 50)
    let sl = 1 + 0.015 * offset / (20 + offset).squareRoot()
    let sc = 1 + 0.045 * meanC
    let sh = 1 + 0.015 * meanC * t
    let bend = (meanH - 275) / 25
    let theta = 30 * exp(-bend * bend)
    let rc = 2 * (pow(meanC, 7) / (pow(meanC, 7) + pow(25, 7))).squareRoot()
    let rt = -sin(Self.radians(2 * theta)) * rc
    let (l, c, h) = (deltaL / sl, deltaC / sc, deltaH / sh)
    return (l * l + c * c + h * h + rt * c * h).squareRoot()
  }

  /// Chroma and hue in degrees from 0 to 360.
  private static func polar(_ a: Double, _ b: Double) -> (chroma: Double, hue: Double) {
    let hue = a == 0 && b == 0 ? 0 : atan2(b, a) * 180 / .pi
    return (hypot(a, b), hue < 0 ? hue + 360 : hue)
  }

  private static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
}
