import Pixels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Turns reflectance into a sensor's samples, a row at a time.
struct SampleEncoder: Sendable {
  let sensor: SensorModel
  private let tone: [UInt8]
  private let gains: [Float]

  private static let toneSteps: Float = 4095

  init(_ sensor: SensorModel) {
    if sensor.sampleType.isInteger, case .value(let nodata) = sensor.nodata {
      precondition(nodata == 0, "integer sensors mark uncovered pixels with 0, which no covered one has")
    }
    self.sensor = sensor
    switch sensor.response {
    case .linear(let scale):
      tone = []
      gains = sensor.roles.map { _ in Float(scale) }
    case .gamma(let gamma, let balance):
      let steps = Double(Self.toneSteps)
      tone = (0...Int(steps)).map { step in
        UInt8(max(1, (255 * pow(Double(step) / steps, 1 / gamma)).rounded()))
      }
      gains = sensor.roles.map { Float(balance[$0] ?? 1) }
    }
  }

  /// Writes one band of one row; `samples` is where its first sample goes.
  func write(
    _ values: UnsafePointer<Float>, count: Int, band: Int, to samples: UnsafeMutableRawPointer
  ) {
    switch sensor.sampleType {
    case .uint8 where !tone.isEmpty: writeTone(values, count, gains[band], samples)
    case .uint8: writeInteger(values, count, gains[band], samples.assumingMemoryBound(to: UInt8.self))
    case .uint16, .int16:
      writeInteger(values, count, gains[band], samples.assumingMemoryBound(to: UInt16.self))
    case .float32:
      let target = samples.assumingMemoryBound(to: Float.self)
      for i in 0..<count { target[i] = values[i] * gains[band] }
    }
  }

  /// Writes nodata or opacity for the pixels that are covered or not.
  func write(
    nodata columns: Range<Int>, band: Int, to samples: UnsafeMutableRawPointer
  ) {
    let value: Double = if case .value(let nodata) = sensor.nodata { nodata } else { 0 }
    fill(value, columns, samples)
  }

  /// Writes full opacity.
  func write(opaque columns: Range<Int>, to samples: UnsafeMutableRawPointer) {
    switch sensor.sampleType {
    case .uint8: fill(255, columns, samples)
    case .uint16, .int16: fill(65535, columns, samples)
    case .float32: fill(1, columns, samples)
    }
  }

  private func fill(_ value: Double, _ columns: Range<Int>, _ samples: UnsafeMutableRawPointer) {
    switch sensor.sampleType {
    case .uint8:
      (samples.assumingMemoryBound(to: UInt8.self) + columns.lowerBound)
        .update(repeating: UInt8(value), count: columns.count)
    case .uint16, .int16:
      (samples.assumingMemoryBound(to: UInt16.self) + columns.lowerBound)
        .update(repeating: UInt16(value), count: columns.count)
    case .float32:
      (samples.assumingMemoryBound(to: Float.self) + columns.lowerBound)
        .update(repeating: Float(value), count: columns.count)
    }
  }

  private func writeTone(
    _ values: UnsafePointer<Float>, _ count: Int, _ gain: Float, _ samples: UnsafeMutableRawPointer
  ) {
    let target = samples.assumingMemoryBound(to: UInt8.self)
    tone.withUnsafeBufferPointer { tone in
      for i in 0..<count {
        let level = max(0, min(Self.toneSteps, values[i] * gain * Self.toneSteps))
        target[i] = tone[Int((level + 8_388_608).bitPattern & 0xFFF)]
      }
    }
  }

  @inline(__always)
  private func writeInteger<Sample: FixedWidthInteger & UnsignedInteger>(
    _ values: UnsafePointer<Float>, _ count: Int, _ gain: Float, _ target: UnsafeMutablePointer<Sample>
  ) {
    let quantum = UInt32(sensor.quantum)
    let perStep = gain / Float(quantum)
    let top = Float(UInt32(Sample.max) / quantum)
    for i in 0..<count {
      let level = max(1, min(top, values[i] * perStep))
      let step = (level + 8_388_608).bitPattern & 0x7F_FFFF
      target[i] = Sample(truncatingIfNeeded: step &* quantum)
    }
  }
}
