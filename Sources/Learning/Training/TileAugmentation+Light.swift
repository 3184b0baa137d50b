import Foundation
public import Grid
import Segmentation

extension TileAugmentation {
  /// Changes the light of a tile: blur, shadow, gradient, gamma, gains, noise,
  /// in this order. A pixel without a value stays without one.
  ///
  /// - Parameters:
  ///   - planes: One plane for each band over `window`, row after row.
  ///   - window: The pixels of the planes.
  ///   - white: The value of white: 1 for reflectance, 255 for 8-bit counts.
  public func changeLight(
    of planes: UnsafePointer<UnsafeMutablePointer<Float>>, over window: PixelWindow, white: Float
  ) {
    let light = relativeLight(over: window.size)
    for band in bandGains.indices {
      if blur > 0.3 { soften(planes[band], size: window.size) }
      let factor = Float(gain * bandGains[band])
      let exponent = Float(gamma)
      var draw = SampleSequence(noiseHash.adding(band))
      for pixel in 0..<window.pixelCount {
        let lit = planes[band][pixel] * light[pixel] / white
        let bent = exponent != 1 && lit > 0 ? pow(lit, exponent) : lit
        let grain = noise > 0 ? Float(noise * draw.normal()) : 0
        planes[band][pixel] = (bent * factor + grain) * white
      }
    }
  }

  /// What is left of the light at each pixel by gradient and shadow.
  private func relativeLight(over size: PixelSize) -> [Float] {
    let half = Double(max(size.width, size.height)) / 2
    let (normalX, normalY) = shadow.map { (cos($0.angle), sin($0.angle)) } ?? (0, 0)
    var light: [Float] = []
    light.reserveCapacity(size.pixelCount)
    for row in 0..<size.height {
      let y = (Double(row) - Double(size.height) / 2) / half
      for column in 0..<size.width {
        let x = (Double(column) - Double(size.width) / 2) / half
        var value = 1 + columnGradient * x + rowGradient * y
        if let shadow {
          let depth = (x * normalX + y * normalY - shadow.offset) * 20
          let share = min(max(depth + 0.5, 0), 1)
          value *= 1 - share * (1 - shadow.light)
        }
        light.append(Float(value))
      }
    }
    return light
  }

  private func soften(_ plane: UnsafeMutablePointer<Float>, size: PixelSize) {
    let blurred = UnsafeMutableBufferPointer<Float>.allocate(capacity: size.pixelCount)
    defer { blurred.deallocate() }
    GaussianFilter(sigma: blur).apply(
      to: UnsafeBufferPointer(start: plane, count: size.pixelCount), size: size, into: blurred)
    plane.update(from: blurred.baseAddress.unsafelyUnwrapped, count: size.pixelCount)
  }
}
