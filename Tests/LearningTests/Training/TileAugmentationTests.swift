import Foundation
import Grid
import TestSupport
import Testing

@testable import Learning

@Suite struct TileAugmentationTests {
  private static let window = PixelWindow(columns: 40..<72, rows: 10..<30)

  /// A change of nothing, to be changed in one way.
  private static func unchanged(_ change: (inout TileAugmentation) -> Void = { _ in }) -> TileAugmentation {
    var augmentation = TileAugmentation(within: Augmentation(), bandCount: 2, hash: SampleHash(seed: 1))
    change(&augmentation)
    return augmentation
  }

  /// Two bands after a change of light.
  private func lit(
    _ augmentation: TileAugmentation, white: Float = 1, _ value: (_ band: Int, _ pixel: Int) -> Float
  ) -> [[Float]] {
    let count = Self.window.pixelCount
    let planes = (0..<2).map { band in
      let plane = UnsafeMutablePointer<Float>.allocate(capacity: count)
      for pixel in 0..<count { (plane + pixel).initialize(to: value(band, pixel)) }
      return plane
    }
    defer { for plane in planes { plane.deallocate() } }
    planes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      augmentation.changeLight(of: base, over: Self.window, white: white)
    }
    return planes.map { Array(UnsafeBufferPointer(start: $0, count: count)) }
  }

  private static func limits() -> Augmentation {
    var limits = Augmentation()
    (limits.gain, limits.gamma, limits.whiteBalance, limits.gradient) = (0.2, 0.1, 0.05, 0.3)
    (limits.shadow, limits.blur, limits.noise, limits.scale) = (0.5, 2, 0.02, 0.25)
    (limits.rotates, limits.flips) = (true, true)
    return limits
  }

  @Test func `the same hash gives the same change, and limits hold`() {
    let limits = Self.limits()
    var seen = (shadows: 0, mirrored: 0)
    var least = Double.infinity
    var largest = -Double.infinity
    for number in 0..<400 {
      let hash = SampleHash(seed: 3).adding(number)
      let change = TileAugmentation(within: limits, bandCount: 3, hash: hash)
      #expect(change == TileAugmentation(within: limits, bandCount: 3, hash: hash))
      #expect((0.8...1.2).contains(change.gain) && (0.9...1.1).contains(change.gamma))
      #expect(change.bandGains.count == 3 && change.bandGains.allSatisfy { (0.95...1.05).contains($0) })
      #expect(abs(change.columnGradient) <= 0.15 && abs(change.rowGradient) <= 0.15)
      #expect((0...2).contains(change.blur) && (0...0.02).contains(change.noise))
      #expect((0.75...1.25).contains(change.scale) && abs(change.angle) <= .pi)
      if let shadow = change.shadow { #expect((0.4...0.8).contains(shadow.light)) }
      seen.shadows += change.shadow == nil ? 0 : 1
      seen.mirrored += change.isMirrored ? 1 : 0
      (least, largest) = (min(least, change.gain), max(largest, change.gain))
    }
    #expect((150...250).contains(seen.shadows) && (150...250).contains(seen.mirrored))
    #expect(least < 0.81 && largest > 1.19)
  }

  @Test func `without limits nothing changes`() {
    let change = TileAugmentation(within: Augmentation(), bandCount: 2, hash: SampleHash(seed: 8))
    #expect(change.turn(of: Self.window) == nil)
    let values = lit(change) { Float($0 + 1) * Float($1) / 1000 - 0.1 }
    for band in 0..<2 {
      for (pixel, value) in values[band].enumerated() {
        #expect(value == Float(band + 1) * Float(pixel) / 1000 - 0.1)
      }
    }
  }

  @Test func `gain and white balance multiply`() {
    let change = Self.unchanged { ($0.gain, $0.bandGains) = (1.25, [1, 0.5]) }
    let values = lit(change, white: 255) { _, pixel in Float(pixel % 200) }
    for (pixel, value) in values[0].enumerated() { #expect(abs(value - Float(pixel % 200) * 1.25) < 1e-4) }
    for (pixel, value) in values[1].enumerated() { #expect(abs(value - Float(pixel % 200) * 0.625) < 1e-4) }
  }

  @Test func `gamma bends between black and white`() {
    let values = lit(Self.unchanged { $0.gamma = 2 }, white: 200) { _, pixel in
      [0, 50, 100, 200, 300][pixel % 5]
    }
    for (pixel, value) in values[0].enumerated() {
      #expect(abs(value - [0, 12.5, 50, 200, 450][pixel % 5]) < 1e-3)
    }
  }

  @Test func `gamma leaves negative reflectance alone`() {
    let values = lit(Self.unchanged { $0.gamma = 0.5 }) { _, _ in -0.01 }
    #expect(values[0].allSatisfy { $0 == -0.01 })
  }

  @Test func `a pixel without a value stays without one`() {
    let change = TileAugmentation(within: Self.limits(), bandCount: 2, hash: SampleHash(seed: 2))
    for own in [change, Self.unchanged(), Self.unchanged { $0.gamma = 1.3 }] {
      let values = lit(own) { _, pixel in pixel % 9 == 4 ? .nan : 0.5 }
      for (pixel, value) in values[1].enumerated() { #expect(value.isNaN == (pixel % 9 == 4)) }
    }
  }

  @Test func `a gradient is a plane of light through the middle`() {
    let change = Self.unchanged { ($0.columnGradient, $0.rowGradient) = (0.2, -0.1) }
    let values = lit(change) { _, _ in 1 }[0]
    let window = Self.window
    func value(_ row: Int, _ column: Int) -> Float { values[row * window.width + column] }
    #expect(abs(value(10, 16) - 1) < 1e-6)
    #expect(abs(value(10, 0) - 0.8) < 1e-6)
    #expect(abs(value(0, 16) - (1 + 0.1 * 10 / 16)) < 1e-6)
    for column in 1..<window.width { #expect(value(3, column) > value(3, column - 1)) }
    for row in 1..<window.height { #expect(value(row, 3) < value(row - 1, 3)) }
  }

  @Test func `a shadow darkens one side of its edge`() {
    let change = Self.unchanged { $0.shadow = .init(angle: 0, offset: 0.25, light: 0.5) }
    let values = lit(change) { band, _ in band == 0 ? 1 : 0.2 }
    for row in 0..<Self.window.height {
      let line = values[0][row * 32..<(row + 1) * 32]
      #expect(line.prefix(19).allSatisfy { $0 == 1 } && line.suffix(11).allSatisfy { $0 == 0.5 })
      #expect(zip(line, line.dropFirst()).allSatisfy { $0 >= $1 })
    }
    #expect(zip(values[0], values[1]).allSatisfy { abs($0 * 0.2 - $1) < 1e-6 })
  }

  @Test func `blur smooths and keeps the mean`() {
    let picture: (Int, Int) -> Float = { _, pixel in pixel == 10 * 32 + 16 ? 1 : 0 }
    let values = lit(Self.unchanged { $0.blur = 1.5 }, picture)[0]
    #expect(abs(values.reduce(0, +) - 1) < 0.02)
    #expect((0.05...0.09).contains(values[10 * 32 + 16]))
    #expect(lit(Self.unchanged { $0.blur = 0.2 }, picture)[0].max() == 1)
  }

  @Test func `noise has the deviation asked for, its own in each band, drawn again from its hash`() {
    let change = Self.unchanged { $0.noise = 0.05 }
    let values = lit(change, white: 2) { _, _ in 1 }
    for plane in values {
      let mean = plane.reduce(0, +) / Float(plane.count)
      let variance = plane.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(plane.count)
      #expect(abs(mean - 1) < 0.015 && abs(variance.squareRoot() - 0.1) < 0.012)
    }
    #expect(values[0] != values[1])
    #expect(lit(change, white: 2) { _, _ in 1 } == values)
    var other = change
    other.noiseHash = SampleHash(seed: 99)
    #expect(lit(other, white: 2) { _, _ in 1 } != values)
  }
}
